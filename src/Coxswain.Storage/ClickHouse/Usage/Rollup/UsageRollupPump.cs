using Coxswain.Core.Kernel;
using Coxswain.Core.Telemetry;
using Coxswain.Storage.Opening;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Coxswain.Storage.ClickHouse.Usage.Rollup;

/// <summary>Works sums out that nobody waits for: all of them in a store that has none yet, and what was stored while nobody asked.</summary>
internal sealed partial class UsageRollupPump(UsageRollup rollup, StoreGate gate, IOutbox outbox, TimeProvider clock, ILogger<UsageRollupPump> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);

    // Between two pieces of work: who wants to read comes in between.
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(50);

    private long _storedRows = -1;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        RepeatedWork.RunAsync(WorkAsync, Pause, clock, problem => Log.NotWorkedOut(logger, problem), stoppingToken);

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        await gate.WhenOpenAsync(cancellationToken).ConfigureAwait(false);
        var stored = outbox.StoredRows;
        if (stored == _storedRows && !rollup.IsBehind)
        {
            return;
        }

        var isMuch = false;
        for (var (left, told) = (1, int.MaxValue); left > 0; isMuch |= left > 0)
        {
            left = await rollup.WorkOffAsync(cancellationToken).ConfigureAwait(false);
            if (left > 0 && left < told - 500)
            {
                Log.Left(logger, left);
                told = left;
            }

            await Task.Delay(Breath, clock, cancellationToken).ConfigureAwait(false);
        }

        _storedRows = stored;
        if (isMuch)
        {
            await rollup.TidyAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1532, Level = LogLevel.Information, Message = "Sums of requests: {Sessions} sessions are left to be worked out; reports read all requests meanwhile.")]
        public static partial void Left(ILogger logger, int sessions);

        [LoggerMessage(EventId = 1533, Level = LogLevel.Warning, Message = "Sums of requests could not be worked out; they are again in a moment.")]
        public static partial void NotWorkedOut(ILogger logger, Exception problem);
    }
}
