namespace Coxswain.Server.Api.Import;

/// <summary>How far filling the typed tables is; the last line of an answer that ended well is finished.</summary>
/// <param name="Source">The raw table being read.</param>
public sealed record BackfillReport(string Source, string Day, int DaysDone, int Days, long Rows, long TotalRows, double ElapsedSeconds, bool IsFinished);
