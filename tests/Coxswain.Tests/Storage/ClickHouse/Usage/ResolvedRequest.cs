namespace Coxswain.Tests.Storage.ClickHouse.Usage;

/// <summary>What a test looks at of one row of the view <c>requests</c>.</summary>
internal sealed record ResolvedRequest(
    string Key, string Status, decimal? Ours, decimal? Reported, decimal? Counts, long Input, long Output, long CacheRead, long Write5m, long Write1h,
    string ModelId, string Session, string QueryClass, string Project, long DurationMs, string Speed, DateTimeOffset Time);
