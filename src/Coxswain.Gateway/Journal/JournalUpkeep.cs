using Coxswain.Core.Kernel;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Coxswain.Gateway.Journal;

/// <summary>Deletes requests that are too old, where no other fails after them too.</summary>
internal sealed partial class JournalUpkeep(RequestJournal journal, TimeProvider clock, ILogger<JournalUpkeep> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
        => RepeatedWork.RunAsync(journal.PruneAsync, Interval, clock, problem => Log.NotPruned(logger, problem.GetType().Name), stoppingToken);

    private static partial class Log
    {
        [LoggerMessage(4042, LogLevel.Warning, "Failed requests that are too old could not be deleted from the journal: {Problem}")]
        public static partial void NotPruned(ILogger logger, string problem);
    }
}
