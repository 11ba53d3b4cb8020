using Coxswain.Core.Kernel;
using Coxswain.Core.Telemetry;
using Coxswain.Storage.Opening;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Coxswain.Server.Budgets;

/// <summary>Tells channels of prompt caches that run out soon. What a channel does not take is not sent again: by then it is late.</summary>
internal sealed partial class CacheExpiryPump(
    CacheExpiryWatch watch, AlertChannels channels, AlertOptions options, IOutbox outbox, StoreGate gate, ILogger<CacheExpiryPump> logger, TimeProvider clock) : BackgroundService
{
    /// <summary>A quarter of the shortest time there is to tell: looking reads thousands of requests.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(15);

    private readonly LookPace _pace = new(outbox, gate, new AlertSignal(), clock);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => options.CacheExpiryUsd == 0
        ? Task.CompletedTask
        : RepeatedWork.RunAsync(LookAsync, Tick, clock, problem => Log.NotLooked(logger, problem), stoppingToken);

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        if (_pace.Begin() is { } look)
        {
            try
            {
                await watch.ReadAsync(cancellationToken);
            }
            finally
            {
                _pace.End(look);
            }
        }

        foreach (var expiry in watch.Due())
        {
            var notice = AlertNotice.Of(expiry, clock.GetUtcNow());
            await Task.WhenAll(channels.All.Where(static state => state.Channel.IsSetUp && state.IsDue).Select(async state => state.Note(await state.Channel.SendAsync(notice, cancellationToken))));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3503, LogLevel.Warning, "Prompt caches could not be looked at; they are again in a moment.")]
        public static partial void NotLooked(ILogger logger, Exception problem);
    }
}
