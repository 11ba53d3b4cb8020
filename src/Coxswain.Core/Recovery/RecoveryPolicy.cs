namespace Coxswain.Core.Recovery;

/// <summary>Decides, without side effects, whether a failed request is sent again as it is. The client has seen nothing of the failure.</summary>
/// <param name="mostAttempts">Attempts of one call, the first included.</param>
/// <param name="time">No attempt begins later than this after the call came.</param>
/// <param name="longestWait">An upstream that asks for a longer wait is not waited for: the client hears of it at once.</param>
public sealed class RecoveryPolicy(Backoff backoff, int mostAttempts, TimeSpan time, TimeSpan longestWait)
{
    /// <param name="attempts">Made so far, from 1.</param>
    /// <param name="elapsed">Since the call came.</param>
    /// <param name="random">Uniform in [0, 1).</param>
    public RecoveryDecision Decide(UpstreamFailure failure, int attempts, TimeSpan elapsed, double random)
    {
        ArgumentNullException.ThrowIfNull(failure);
        if (!FailureGroups.IsPassing(failure.Class))
        {
            return RecoveryDecision.PassOn("the same request fails again");
        }

        if (failure.ShouldRetry == false)
        {
            return RecoveryDecision.PassOn("the upstream says not to");
        }

        if (failure.RetryAfter > longestWait)
        {
            return RecoveryDecision.PassOn("the upstream asks for too long a wait");
        }

        if (attempts >= mostAttempts)
        {
            return RecoveryDecision.PassOn("attempts used up");
        }

        // Never earlier than asked, and not all at that very moment either. No time at all is none that was asked for: the attempts would be spent at once.
        var asked = failure.RetryAfter is { Ticks: > 0 } told ? told : TimeSpan.Zero;
        var wait = asked > TimeSpan.Zero ? asked + (asked * 0.1 * random) : backoff.After(attempts, random);
        return elapsed + wait > time ? RecoveryDecision.PassOn("time used up") : RecoveryDecision.Retry(wait, asked > TimeSpan.Zero ? "retry-after" : "backoff");
    }
}
