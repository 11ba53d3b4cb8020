namespace Coxswain.Storage.ClickHouse.Contents;

/// <summary>What the store holds just now.</summary>
/// <param name="ServerVersion">ClickHouse's own.</param>
/// <param name="Tables">By name; tables without stored rows are listed too.</param>
public sealed record StoreContents(string Address, bool IsEmbedded, string Database, string ServerVersion, IReadOnlyList<StoredTable> Tables);
