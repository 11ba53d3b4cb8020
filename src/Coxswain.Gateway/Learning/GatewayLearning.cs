using System.Threading.Channels;
using Coxswain.Core.Kernel;
using Coxswain.Core.Recovery;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Coxswain.Gateway.Learning;

/// <summary>
/// Asks the store how long models take, and once what helped before this process started: once the gateway is used, and then now and then while it is. Calls never wait for it: until it answers, and while it is
/// away, what was known before holds.
/// </summary>
internal sealed partial class GatewayLearning(IRecoveryStore store, LearnedDeadlines deadlines, OutcomeReplay outcomes, TimeProvider clock, ILogger<GatewayLearning> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Window = TimeSpan.FromDays(14);

    private readonly Channel<bool> _use = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>A call came.</summary>
    public void Touch() => _use.Writer.TryWrite(true);

    /// <summary>What helped before this process started, for who asks before any call came. Where the store does not answer, what is known so far holds.</summary>
    public Task RememberAsync(CancellationToken cancellationToken) => AskAsync(() => outcomes.ReplayOnceAsync(store, cancellationToken));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await _use.Reader.WaitToReadAsync(stoppingToken))
            {
                _use.Reader.TryRead(out _);
                await AskAsync(() => LearnAsync(stoppingToken));
                await Task.Delay(Interval, clock, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    private async Task LearnAsync(CancellationToken cancellationToken)
    {
        await outcomes.ReplayOnceAsync(store, cancellationToken);
        deadlines.Learn(await store.ReadLatenciesAsync(TimeRange.Last(Window, clock), cancellationToken));
    }

    private async Task AskAsync(Func<Task> ask)
    {
        try
        {
            await ask();
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            // The loop's top: asked again later.
            Log.NotLearned(logger, problem.GetType().Name);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(4021, LogLevel.Debug, "The store did not say how long models take: {Problem}")]
        public static partial void NotLearned(ILogger logger, string problem);
    }
}
