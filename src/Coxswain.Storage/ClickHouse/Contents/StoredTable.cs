namespace Coxswain.Storage.ClickHouse.Contents;

/// <param name="Rows">As a query sees them: rows of one key count once.</param>
/// <param name="IsUpperBound">Not counted that way, because the table is too large for it or cannot be read: rows of one key that are not merged yet count each.</param>
/// <param name="RowsOnDisk">Each stored row, those of one key that are not merged yet too; <paramref name="Bytes"/> is their size.</param>
/// <param name="Bytes">Compressed, on disk, of all rows stored.</param>
/// <param name="Oldest">When the first of the things in it happened, UTC; <see langword="null"/> when the table is empty, cannot be read, or its rows have no time.</param>
/// <param name="Newest">When the last of them happened, as <paramref name="Oldest"/>.</param>
/// <param name="Problem">Why the table cannot be read, in the store's words; <see langword="null"/> when it can.</param>
public sealed record StoredTable(
    string Name, long Rows, bool IsUpperBound, long RowsOnDisk, long Bytes, DateTimeOffset? Oldest, DateTimeOffset? Newest, string? Problem);
