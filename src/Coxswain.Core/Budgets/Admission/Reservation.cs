namespace Coxswain.Core.Budgets.Admission;

/// <summary>What a call that was sent may cost, as long as nothing is recorded of its end.</summary>
/// <param name="CallId">The gateway's own.</param>
/// <param name="Place">Where its session was when it was sent.</param>
/// <param name="ClientRequestId">The client's own, by which its telemetry may tell of the call; empty: none.</param>
/// <param name="EstimateUsd">The whole prompt at the price of a cache write, and as much output as the model's answers usually have at most.</param>
public sealed record Reservation(string CallId, string Session, SessionPlace Place, string ClientRequestId, string Model, DateTimeOffset At, decimal EstimateUsd);
