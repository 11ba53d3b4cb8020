namespace Coxswain.Core.Usage;

/// <summary>A window of five hours that starts at the full hour (UTC) of its first request.</summary>
/// <param name="IsActive">It has not ended and its last request is less than five hours old.</param>
/// <param name="Burn"><see langword="null"/> when its requests span less than a minute: no rate can be told.</param>
public sealed record UsageBlock(DateTimeOffset Start, DateTimeOffset End, bool IsActive, BurnRate? Burn);
