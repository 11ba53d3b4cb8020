using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Coxswain.Gateway.Journal;

/// <summary>Deletes requests that are too old, where no other fails after them too.</summary>
internal sealed partial class JournalUpkeep(RequestJournal journal, TimeProvider clock, ILogger<JournalUpkeep> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await journal.PruneAsync(stoppingToken);
            }
            catch (Exception problem) when (problem is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                // The loop's top: tried again later.
                Log.NotPruned(logger, problem.GetType().Name);
            }

            await Task.Delay(Interval, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(4042, LogLevel.Warning, "Failed requests that are too old could not be deleted from the journal: {Problem}")]
        public static partial void NotPruned(ILogger logger, string problem);
    }
}
