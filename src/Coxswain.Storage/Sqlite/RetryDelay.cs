namespace Coxswain.Storage.Sqlite;

/// <summary>Exponential backoff with full jitter.</summary>
internal sealed class RetryDelay(TimeSpan firstLimit, TimeSpan longest, Random random)
{
    private readonly Lock _gate = new();

    /// <param name="attempt">Zero after the first failure.</param>
    public TimeSpan After(int attempt)
    {
        var limit = Math.Min(longest.TotalMilliseconds, firstLimit.TotalMilliseconds * Math.Pow(2, Math.Min(attempt, 40)));
        lock (_gate)
        {
            return TimeSpan.FromMilliseconds(limit * random.NextDouble());
        }
    }
}
