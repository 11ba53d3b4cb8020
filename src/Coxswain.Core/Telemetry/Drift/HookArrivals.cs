namespace Coxswain.Core.Telemetry.Drift;

/// <param name="Newest"><see langword="null"/> when none came.</param>
public sealed record HookArrivals(long Events, DateTimeOffset? Newest);
