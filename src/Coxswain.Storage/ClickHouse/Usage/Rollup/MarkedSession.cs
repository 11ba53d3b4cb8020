namespace Coxswain.Storage.ClickHouse.Usage.Rollup;

/// <summary>A session whose sums may have changed.</summary>
/// <param name="MarkedMs">The last time, milliseconds since 1970.</param>
/// <param name="Stamp">Another one with each mark that becomes visible.</param>
internal readonly record struct MarkedSession(string Id, long MarkedMs, ulong Stamp);
