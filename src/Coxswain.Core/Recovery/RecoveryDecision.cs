namespace Coxswain.Core.Recovery;

/// <summary>What to do about a failure.</summary>
/// <param name="Wait">Before the next attempt; <see langword="null"/>: no further one, the failure is the client's.</param>
/// <param name="Reason">In a few words, for the record of the attempt.</param>
public sealed record RecoveryDecision(TimeSpan? Wait, string Reason)
{
    public static RecoveryDecision Retry(TimeSpan wait, string reason) => new(wait, reason);

    public static RecoveryDecision PassOn(string reason) => new(null, reason);
}
