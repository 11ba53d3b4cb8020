using Coxswain.Storage.ClickHouse;

namespace Coxswain.Storage.Damage;

/// <summary>A table or view as the engine knows it.</summary>
/// <param name="Id">Names its folder below <c>store/</c>; one made anew has another.</param>
/// <param name="HasParts">False for views and tables without rows of their own.</param>
internal sealed record KnownTable(string Name, string Id, bool HasParts)
{
    /// <summary>By name; none when the database is not there.</summary>
    public static Task<IReadOnlyList<KnownTable>> ReadAllAsync(StoreClient client, CancellationToken cancellationToken) => client.QueryAsync(
        StoreStatement.FromFile("Queries/Damage/tables.sql").With("database", client.Database) with { Database = "default", IsOfMending = true },
        static row => new KnownTable(row.GetString(0), row.GetString(1), row.GetByte(2) == 1), cancellationToken);
}
