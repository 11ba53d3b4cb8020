using Coxswain.Core.Usage;
using Coxswain.Core.Usage.Caching;

namespace Coxswain.Dashboard.Home;

/// <summary>
/// The cache ledger for pages that ask again and again. It reads every request of the range, which takes seconds in a store of millions: so it is read for a tenth of the time at most, and who asks in between, or while it is
/// read for long, has the last answer, which says of when it is. Where reading is quick nobody has an old one.
/// </summary>
public sealed class PacedCacheReports(CacheReports caches, TimeProvider clock)
{
    private const int Most = 64;
    private const int Share = 10;
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private readonly Dictionary<UsageQuestion, Reading> _readings = [];
    private long _late;

    /// <summary>Counts answers nobody waited for: a page that shows an older one can be made again.</summary>
    public long LateAnswers => Interlocked.Read(ref _late);

    /// <exception cref="Core.Kernel.UnavailableException">The store could not be asked.</exception>
    public async Task<CacheReport> ReadAsync(UsageQuestion question, CancellationToken cancellationToken)
    {
        var (running, last) = Begin(question);
        if (last is null)
        {
            return await running.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        if (await Task.WhenAny(running, Task.Delay(Patience, clock, cancellationToken)).ConfigureAwait(false) == running)
        {
            return await running.ConfigureAwait(false);
        }

        cancellationToken.ThrowIfCancellationRequested();
        _ = running.ContinueWith(_ => Interlocked.Increment(ref _late), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return last;
    }

    private (Task<CacheReport> Running, CacheReport? Last) Begin(UsageQuestion question)
    {
        lock (_gate)
        {
            // Few people ask few questions; one who asks thousands makes them forgotten, not kept.
            if (_readings.Count >= Most && !_readings.ContainsKey(question))
            {
                _readings.Clear();
            }

            var known = _readings.GetValueOrDefault(question);
            if (known is null || (known.Answer.IsCompleted && (!known.Answer.IsCompletedSuccessfully || clock.GetElapsedTime(known.Began) >= known.Took * Share)))
            {
                var last = known is { Answer.IsCompletedSuccessfully: true } ? known.Answer.Result : null;
                _readings[question] = known = new Reading(clock.GetTimestamp(), last);
                known.Answer = ReadAsync(known, question);
            }

            return (known.Answer, known.Last);
        }
    }

    private async Task<CacheReport> ReadAsync(Reading reading, UsageQuestion question)
    {
        // Not the asking request's to cancel: others wait for it too.
        var report = await caches.AnswerAsync("cause", question, [], CancellationToken.None).ConfigureAwait(false)
            ?? throw new InvalidOperationException("The question cannot be asked of the cache ledger.");
        reading.Took = clock.GetElapsedTime(reading.Began);
        return report;
    }

    private sealed class Reading(long began, CacheReport? last)
    {
        public long Began { get; } = began;

        /// <summary>The answer before; <see langword="null"/>: there is none.</summary>
        public CacheReport? Last { get; } = last;

        public TimeSpan Took { get; set; }

        public Task<CacheReport> Answer { get; set; } = Task.FromCanceled<CacheReport>(new CancellationToken(canceled: true));
    }
}
