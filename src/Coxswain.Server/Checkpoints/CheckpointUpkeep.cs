using Coxswain.Core.Kernel;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Coxswain.Server.Checkpoints;

/// <summary>Deletes checkpoints that are too old, of sessions no hook tells of any more too.</summary>
internal sealed partial class CheckpointUpkeep(CheckpointPruning pruning, TimeProvider clock, ILogger<CheckpointUpkeep> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(6);

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
        => RepeatedWork.RunAsync(pruning.PruneAllAsync, Interval, clock, problem => Log.Failed(logger, problem), stoppingToken);

    private static partial class Log
    {
        [LoggerMessage(3311, LogLevel.Warning, "Old checkpoints could not be deleted")]
        public static partial void Failed(ILogger logger, Exception problem);
    }
}
