namespace Coxswain.Core.Monitoring.Errors;

/// <summary>A call the gateway brought to an answer after a failure its client saw nothing of.</summary>
/// <param name="Cause">The failure it began with, as <c>overloaded</c>; empty: no attempt of it is stored.</param>
/// <param name="Strategy">What brought the answer; empty as <paramref name="Cause"/>.</param>
public sealed record RescuedCall(DateTimeOffset Time, string SessionId, string ModelId, string Cause, string Strategy, long Attempts);
