using Coxswain.Core.Budgets.Alerts;
using Coxswain.Core.Kernel;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Coxswain.Server.Budgets;

/// <summary>
/// Looks at budgets after rows were stored, at most every two seconds and for no more than a tenth of the time, and every half a minute in any case: days begin and prices change.
/// Beside it, what is owed to channels is told, so that none holds up keeping.
/// </summary>
internal sealed partial class AlertPump(AlertWatch watch, AlertDelivering delivering, AlertChannels channels, LookPace pace, ILogger<AlertPump> logger, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    // Set by the loop that looks, cleared by the one that tells. What a process before this one owed is told first.
    private int _isOwed = 1;

    // Of the loop that tells.
    private bool _isDropped;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        RepeatedWork.RunAsync(LookAsync, Tick, clock, problem => Log.NotLooked(logger, problem), stoppingToken),
        RepeatedWork.RunAsync(TellAsync, Tick, clock, problem => Log.NotTold(logger, problem), stoppingToken));

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        if (pace.Begin() is not { } look)
        {
            return;
        }

        try
        {
            if ((await watch.LookAsync(channels.SetUp, cancellationToken)).Count > 0)
            {
                Volatile.Write(ref _isOwed, 1);
            }
        }
        finally
        {
            pace.End(look);
        }
    }

    private async Task TellAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _isOwed) == 0 && channels.All.All(static state => state.Problem is null || !state.IsDue))
        {
            return;
        }

        Volatile.Write(ref _isOwed, 0);
        try
        {
            if (!_isDropped)
            {
                await delivering.DropAsync(cancellationToken);
                _isDropped = true;
            }

            await delivering.RunAsync(cancellationToken);
        }
        catch
        {
            Volatile.Write(ref _isOwed, 1);
            throw;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3501, LogLevel.Warning, "Budgets could not be looked at; they are again in a moment.")]
        public static partial void NotLooked(ILogger logger, Exception problem);

        [LoggerMessage(3502, LogLevel.Warning, "Alerts could not be told; they are tried again.")]
        public static partial void NotTold(ILogger logger, Exception problem);
    }
}
