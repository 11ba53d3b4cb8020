namespace Coxswain.Gateway;

/// <summary>A model of the upstream that only probes are sent for.</summary>
/// <param name="Model">Normalised; empty: requests that name none.</param>
/// <param name="Since">When it began.</param>
public sealed record DegradedModel(string Model, DateTimeOffset Since);
