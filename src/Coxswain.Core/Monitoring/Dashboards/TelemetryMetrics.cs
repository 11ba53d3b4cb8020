namespace Coxswain.Core.Monitoring.Dashboards;

/// <param name="Tokens">Input, output and cache together, as far as known.</param>
/// <param name="Newest">The newest request of the time asked for; <see langword="null"/>: there is none.</param>
/// <param name="PendingRows">Rows received that the store does not have yet.</param>
public sealed record TelemetryMetrics(Figure Requests, Figure Tokens, Figure Cost, Figure CacheShare, DateTimeOffset? Newest, long PendingRows, string? DamageNote);
