namespace Coxswain.Testing.Upstream.Simulation.Limits;

/// <summary>What a model takes per minute; a full bucket holds one minute's worth and refills steadily.</summary>
/// <param name="Requests"><see langword="null"/> is no limit.</param>
/// <param name="InputTokens">Cache reads do not count; <see langword="null"/> is no limit.</param>
public sealed record RateLimit(int? Requests, int? InputTokens);
