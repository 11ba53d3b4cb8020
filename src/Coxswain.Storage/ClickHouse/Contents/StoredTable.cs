namespace Coxswain.Storage.ClickHouse.Contents;

/// <param name="Rows">As a query sees them: rows of one key count once.</param>
/// <param name="IsUpperBound">The table is too large to count that way at once: rows of one key that are not merged yet count each.</param>
/// <param name="Bytes">Compressed, on disk.</param>
/// <param name="Oldest">UTC; <see langword="null"/> when the table is empty or has no single time.</param>
public sealed record StoredTable(string Name, long Rows, bool IsUpperBound, long Bytes, DateTimeOffset? Oldest, DateTimeOffset? Newest);
