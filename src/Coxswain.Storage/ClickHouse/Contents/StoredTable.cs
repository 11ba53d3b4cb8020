namespace Coxswain.Storage.ClickHouse.Contents;

/// <param name="Rows">As stored; rows of the same key not yet merged count each.</param>
/// <param name="Bytes">Compressed, on disk.</param>
/// <param name="Oldest">UTC; <see langword="null"/> when the table is empty or has no single time.</param>
public sealed record StoredTable(string Name, long Rows, long Bytes, DateTimeOffset? Oldest, DateTimeOffset? Newest);
