namespace Coxswain.Dashboard.Shared;

/// <summary>
/// Answers for pages that ask again and again. Some questions read a great deal: so each is asked for a sixtieth of the time at most, and who asks in between, or while it is asked, has the last answer, which says of
/// when it is. Without one, or with one of more than a minute ago, it is worth waiting for some time.
/// </summary>
public sealed class PacedAnswers(TimeProvider clock)
{
    private const int Most = 256;
    private const int Share = 60;
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Young = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<object, Asking> _known = [];
    private long _late;

    /// <summary>Counts answers nobody waited for: a page that shows an older one can be made again.</summary>
    public long LateAnswers => Interlocked.Read(ref _late);

    /// <param name="question">Equal for those that share an answer, with the kind of it: <c>("cache", filter)</c>.</param>
    /// <param name="ask">Not cancelled by who asks: others wait for it too. What it throws, everyone is thrown who waits; it is asked again by the next one.</param>
    /// <param name="pending">Where the first answer takes long.</param>
    public async Task<T> ReadAsync<T>(object question, Func<Task<T>> ask, T pending, CancellationToken cancellationToken)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(ask);
        var asking = Begin(question, async () => await ask().ConfigureAwait(false));
        var isYoung = asking.Last is not null && clock.GetElapsedTime(asking.LastBegan) <= Young;
        if (asking.Answer.IsCompleted || (!isYoung && await Task.WhenAny(asking.Answer, Task.Delay(Patience, clock, cancellationToken)).ConfigureAwait(false) == asking.Answer))
        {
            return (T)await asking.Answer.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (asking.BeginsLate())
        {
            _ = asking.Answer.ContinueWith(_ => Interlocked.Increment(ref _late), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        return asking.Last is null ? pending : (T)asking.Last;
    }

    private Asking Begin(object question, Func<Task<object>> ask)
    {
        lock (_gate)
        {
            // Few people ask few questions; one who asks thousands makes them forgotten, not kept.
            if (_known.Count >= Most && !_known.ContainsKey(question))
            {
                _known.Clear();
            }

            var known = _known.GetValueOrDefault(question);
            if (known is null || (known.Answer.IsCompleted && (!known.Answer.IsCompletedSuccessfully || clock.GetElapsedTime(known.Began) >= Pause(known))))
            {
                _known[question] = known = new Asking(clock.GetTimestamp(), known?.Told, known?.Began ?? 0);
                known.Answer = AskAsync(known, ask);
            }

            return known;
        }
    }

    /// <summary>What was not there is asked for again soon.</summary>
    private static TimeSpan Pause(Asking known) => known.Told is IMayFail { Problem: not null } ? known.Took + Again : known.Took * Share;

    private async Task<object> AskAsync(Asking asking, Func<Task<object>> ask)
    {
        var answer = await ask().ConfigureAwait(false);
        (asking.Took, asking.Told) = (clock.GetElapsedTime(asking.Began), answer);
        return answer;
    }

    private sealed class Asking(long began, object? last, long lastBegan)
    {
        private int _isLate;

        public long Began { get; } = began;

        /// <summary>The answer before; <see langword="null"/>: there is none, or it failed.</summary>
        public object? Last { get; } = last;

        /// <summary>When that was asked.</summary>
        public long LastBegan { get; } = lastBegan;

        public TimeSpan Took { get; set; }

        /// <summary><see langword="null"/>: it is not there yet, or failed.</summary>
        public object? Told { get; set; }

        public Task<object> Answer { get; set; } = Task.FromCanceled<object>(new CancellationToken(canceled: true));

        /// <summary>Once.</summary>
        public bool BeginsLate() => Interlocked.Exchange(ref _isLate, 1) == 0;
    }
}
