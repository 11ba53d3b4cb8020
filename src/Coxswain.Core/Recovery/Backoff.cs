namespace Coxswain.Core.Recovery;

/// <summary>How long to wait before another attempt: exponential with full jitter, so that clients that failed together do not come back together.</summary>
/// <param name="First">The longest wait before the second attempt; it doubles with each further one.</param>
/// <param name="Longest">No wait is longer.</param>
public sealed record Backoff(TimeSpan First, TimeSpan Longest)
{
    /// <param name="attempts">Attempts made so far, from 1.</param>
    /// <param name="random">Uniform in [0, 1).</param>
    public TimeSpan After(int attempts, double random)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(attempts, 1);
        var bound = Math.Min(Longest.TotalMilliseconds, First.TotalMilliseconds * Math.Pow(2, Math.Min(attempts - 1, 40)));
        return TimeSpan.FromMilliseconds(bound * random);
    }
}
