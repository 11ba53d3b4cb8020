using Microsoft.Extensions.Logging;

namespace Coxswain.Storage.Sqlite;

/// <summary>Inserts into a store that may be away: tries until it takes the rows, and keeps the counters that tell of it.</summary>
internal sealed partial class PatientInserts(IRowStore store, OutboxCounters counters, OutboxOptions options, TimeProvider clock, ILogger<PatientInserts> logger)
{
    private readonly RetryDelay _delay = new(options.RetryBaseDelay, options.RetryMaxDelay, new Random());

    /// <exception cref="StoreRejectedException">The store will never take them.</exception>
    public async Task InsertAsync(SealedBatch batch, BatchContent content, WakeSignal retryNow, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await store.InsertAsync(batch.Shape, content.Rows, content.Parts, batch.Token, cancellationToken).ConfigureAwait(false);
                if (attempt > 0)
                {
                    Log.StoreIsBack(logger, attempt);
                }

                return;
            }
            catch (StoreUnavailableException problem)
            {
                counters.Change(totals => totals with { StoreProblem = problem.Message });
                if (attempt == 0)
                {
                    Log.StoreIsAway(logger, problem);
                }
            }

            await retryNow.WaitAsync(_delay.After(attempt), clock, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>For rows that the outbox has forgotten: only then they count as inserted.</summary>
    public void Count(int rows)
    {
        if (rows > 0)
        {
            counters.Change(totals => totals with { InsertedRows = totals.InsertedRows + rows, LastInsertAt = clock.GetUtcNow(), StoreProblem = null });
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2120, LogLevel.Warning, "The store does not take rows just now; they wait in the outbox.")]
        public static partial void StoreIsAway(ILogger logger, Exception problem);

        [LoggerMessage(2121, LogLevel.Information, "The store takes rows again after {Attempts} failed attempts.")]
        public static partial void StoreIsBack(ILogger logger, int attempts);
    }
}
