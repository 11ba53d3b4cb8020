namespace Coxswain.Storage.ClickHouse.Contents;

/// <summary>A table as the store lists it, before it is asked.</summary>
/// <param name="JoinsRows">Rows of one key become one when parts merge.</param>
/// <param name="OldestColumn">The column with a row's first time; empty when rows have none.</param>
/// <param name="NewestColumn">The column with a row's last time, often the same.</param>
internal sealed record ListedTable(string Name, long Rows, long Bytes, bool JoinsRows, string OldestColumn, string NewestColumn);
