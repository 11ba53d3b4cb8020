namespace Coxswain.Core.Usage.Caching;

/// <param name="Key">The session's id, the project or the cause; two causes at once are joined by <c>+</c>. Of rows by cause all turns are lost ones.</param>
/// <param name="Project">Of a session; empty otherwise and when it is not known.</param>
public sealed record CacheReportRow(string Key, string Project, CacheTotals Totals);
