using Coxswain.Core.Telemetry;
using Coxswain.Core.Usage;

namespace Coxswain.Core.Budgets.Admission;

/// <summary>
/// What the store has of each span a budget counts, read once for many calls. Reading and forgetting the calls that are in what was read are one step, so that each call
/// counts once: until then as an open call, from then on in the store's sum.
/// </summary>
internal sealed class SpendBook(IUsageStore usage, OpenCalls open, IOutbox outbox, TimeProvider clock)
{
    private static readonly TimeSpan Unused = TimeSpan.FromMinutes(2);

    /// <summary>Rows may reach the store past the outbox: a collector's, or those of an import.</summary>
    private static readonly TimeSpan Holds = TimeSpan.FromSeconds(10);

    /// <summary>Reading takes the store some hundredths of a second; more often than this it is not asked for the same.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FlushPatience = TimeSpan.FromSeconds(5);
    private const int MostTries = 3;

    private readonly Lock _gate = new();
    private readonly Dictionary<BudgetSpan, (BudgetSpend Spend, DateTimeOffset UsedAt)> _sums = [];
    private readonly HashSet<BudgetSpan> _wanted = [];
    private Task _reading = Task.CompletedTask;
    private DateTimeOffset _asOf = DateTimeOffset.MinValue;
    private long _storedRows = -1;

    /// <summary>When the store was read last.</summary>
    public DateTimeOffset AsOf
    {
        get
        {
            lock (_gate)
            {
                return _asOf;
            }
        }
    }

    /// <summary>
    /// Sees to it that the spans' sums are there, and begins to read them anew where more was stored since. Waits only for a span that was not read yet, or long ago.
    /// </summary>
    /// <exception cref="Exception">The store cannot be asked.</exception>
    public async Task PrepareAsync(IReadOnlyList<BudgetSpan> spans, CancellationToken cancellationToken)
    {
        if (Use(spans) && Age is var age && age >= TimeSpan.Zero && age < Holds)
        {
            if (age >= Least && HasMore())
            {
                _ = Read().ContinueWith(static task => task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            }

            return;
        }

        await RefreshAsync(spans, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads the spans' sums anew.</summary>
    public async Task RefreshAsync(IReadOnlyList<BudgetSpan> spans, CancellationToken cancellationToken)
    {
        // One that is under way may have begun before the span was asked for.
        do
        {
            Add(spans);
            await Read().WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        while (!Use(spans));
    }

    /// <returns><see langword="null"/> when it was not read.</returns>
    public BudgetSpend? Sum(BudgetSpan span)
    {
        lock (_gate)
        {
            return _sums.TryGetValue(span, out var sum) ? sum.Spend : null;
        }
    }

    private void Add(IReadOnlyList<BudgetSpan> spans)
    {
        lock (_gate)
        {
            _wanted.UnionWith(spans);
        }
    }

    private bool Use(IReadOnlyList<BudgetSpan> spans)
    {
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            var all = true;
            foreach (var span in spans)
            {
                if (_sums.TryGetValue(span, out var sum))
                {
                    _sums[span] = sum with { UsedAt = now };
                }
                else
                {
                    all = false;
                }
            }

            return all;
        }
    }

    private TimeSpan Age => clock.GetUtcNow() - AsOf;

    private bool HasMore()
    {
        lock (_gate)
        {
            return outbox.StoredRows != _storedRows;
        }
    }

    private Task Read()
    {
        lock (_gate)
        {
            return _reading.IsCompleted ? _reading = ReadAsync() : _reading;
        }
    }

    private async Task ReadAsync()
    {
        await Task.Yield();
        for (var tries = 1; ; tries++)
        {
            var recorded = open.Recorded();
            using (var limit = new CancellationTokenSource(FlushPatience, clock))
            {
                await outbox.FlushAsync(limit.Token).ConfigureAwait(false);
            }

            var (now, stored) = (clock.GetUtcNow(), outbox.StoredRows);
            List<BudgetSpan> spans;
            lock (_gate)
            {
                spans = [.. _sums.Where(entry => now - entry.Value.UsedAt < Unused).Select(static entry => entry.Key).Union(_wanted)];
                _wanted.Clear();
            }

            var read = new Dictionary<BudgetSpan, BudgetSpend>();
            foreach (var span in spans)
            {
                read[span] = await SumAsync(span).ConfigureAwait(false);
            }

            // Rows that came in meanwhile may be in some sums, and their calls still open: they would count twice.
            if (outbox.StoredRows != stored && tries < MostTries)
            {
                Add(spans);
                continue;
            }

            open.Absorb(recorded, () => Take(read, now, stored));
            return;
        }
    }

    private void Take(Dictionary<BudgetSpan, BudgetSpend> read, DateTimeOffset now, long stored)
    {
        lock (_gate)
        {
            // Sums that were not read anew lack the calls that are forgotten now.
            var used = _sums.ToDictionary(static entry => entry.Key, static entry => entry.Value.UsedAt);
            _sums.Clear();
            foreach (var (span, spend) in read)
            {
                _sums[span] = (spend, used.TryGetValue(span, out var at) ? at : now);
            }

            (_asOf, _storedRows) = (now, stored);
        }
    }

    private async Task<BudgetSpend> SumAsync(BudgetSpan span)
        => BudgetReports.Sum(await usage.ReadAsync(UsageGrouping.Model, span.ToFilter(clock.LocalTimeZone), CancellationToken.None).ConfigureAwait(false));
}
