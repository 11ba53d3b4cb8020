using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Coxswain.Server.Checkpoints;

/// <summary>Deletes checkpoints that are too old, of sessions no hook tells of any more too.</summary>
internal sealed partial class CheckpointUpkeep(CheckpointPruning pruning, TimeProvider clock, ILogger<CheckpointUpkeep> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(6);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await pruning.PruneAllAsync(stoppingToken);
            }
            catch (Exception problem) when (problem is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                Log.Failed(logger, problem);
            }

            await Task.Delay(Interval, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3311, LogLevel.Warning, "Old checkpoints could not be deleted")]
        public static partial void Failed(ILogger logger, Exception problem);
    }
}
