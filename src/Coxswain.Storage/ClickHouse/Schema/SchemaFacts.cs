using System.Globalization;

namespace Coxswain.Storage.ClickHouse.Schema;

/// <summary>What a database holds now: the server's version, its tables and their columns with types.</summary>
internal sealed record SchemaFacts(
    string ServerVersion, IReadOnlyDictionary<string, string> CreateStatements, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Columns)
{
    public static async Task<SchemaFacts> ReadAsync(StoreClient client, CancellationToken cancellationToken)
    {
        var version = await client.QueryAsync(
            StoreStatement.FromFile("Queries/Schema/read_server_version.sql"), static row => row.GetString(0), cancellationToken).ConfigureAwait(false);
        var tables = await client.QueryAsync(
            StoreStatement.FromFile("Queries/Schema/read_tables.sql"), static row => (Name: row.GetString(0), Create: row.GetString(2)), cancellationToken).ConfigureAwait(false);
        var columns = await client.QueryAsync(
            StoreStatement.FromFile("Queries/Schema/read_columns.sql"),
            static row => (Table: row.GetString(0), Name: row.GetString(1), Type: row.GetString(2)),
            cancellationToken).ConfigureAwait(false);
        return new SchemaFacts(
            version[0],
            tables.ToDictionary(static t => t.Name, static t => t.Create, StringComparer.Ordinal),
            columns.GroupBy(static c => c.Table, StringComparer.Ordinal).ToDictionary(
                static g => g.Key,
                static g => (IReadOnlyDictionary<string, string>)g.ToDictionary(static c => c.Name, static c => c.Type, StringComparer.Ordinal),
                StringComparer.Ordinal));
    }

    public bool HasTable(string table) => CreateStatements.ContainsKey(table);

    public bool HasColumn(string table, string column) => Columns.TryGetValue(table, out var columns) && columns.ContainsKey(column);

    /// <param name="condition">As in <see cref="SchemaStep.Condition"/>.</param>
    public bool Holds(string condition) => condition.Split(' ') switch
    {
        [""] => true,
        ["when", "column", var name] => HasColumn(name),
        ["unless", "column", var name] => !HasColumn(name),
        ["when", "version", "before", var version] => Compare(version) < 0,
        ["when", "version", var version] => Compare(version) >= 0,
        _ => throw new FormatException($"Nobody knows the schema condition '{condition}'."),
    };

    private bool HasColumn(string name) => name.Split('.') is [var table, var column] && HasColumn(table, column);

    private int Compare(string version) => Number(ServerVersion).CompareTo(Number(version));

    private static (int Year, int Month) Number(string version)
    {
        var parts = version.Split('.');
        return (int.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture));
    }
}
