namespace Coxswain.Testing.Upstream.Simulation.Limits;

/// <summary>One window of a subscription's limits.</summary>
/// <param name="Utilization">0 to 1; from 1 on calls are rejected.</param>
public sealed record SubscriptionWindow(double Utilization, DateTimeOffset Resets);
