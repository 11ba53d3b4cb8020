namespace Coxswain.Core.Sessions;

/// <summary>What transcript files alone tell about usage, read in one go without the store.</summary>
/// <param name="DamagedLines">Lines that mention usage but could not be read; other lines are not looked into.</param>
/// <param name="InvalidCountLines">Those of the damaged lines whose only fault is a count that is no valid number.</param>
public sealed record ScannedUsage(
    IReadOnlyList<ScannedUsageRow> Rows, int Files, int UnreadableFiles, long Bytes, long Lines, long UsageLines, long DamagedLines, long InvalidCountLines);
