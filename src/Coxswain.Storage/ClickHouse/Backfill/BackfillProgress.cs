namespace Coxswain.Storage.ClickHouse.Backfill;

/// <summary>How far a backfill is. Sent before the first day, then after each.</summary>
/// <param name="Source">The raw table being read.</param>
/// <param name="Rows">Raw rows of the days done so far, those of earlier runs included.</param>
public sealed record BackfillProgress(string Source, string Day, int DaysDone, int Days, long Rows, long TotalRows);
