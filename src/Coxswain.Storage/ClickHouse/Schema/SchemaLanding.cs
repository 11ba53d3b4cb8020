using System.Text.RegularExpressions;

namespace Coxswain.Storage.ClickHouse.Schema;

/// <summary>
/// Rows of a raw shape land in a table without storage, and a view hands them on. In the embedded engine always: its columns are plain strings,
/// which are read at a fraction of the cost of low cardinality, and the view casts whole columns. On a server only where an older exporter made
/// the raw table: the view hands on the columns that are there. A column the table lacks is not kept, and said.
/// </summary>
internal sealed partial class SchemaLanding(StoreClient client, StoreOptions options)
{
    public static string TableOf(string shape) => "coxswain_landing_" + shape.Replace('.', '_');

    public static string ViewOf(string landing) => landing + "_mv";

    /// <returns>What older tables cannot keep, one sentence each.</returns>
    /// <exception cref="StoreRejectedException">A table lacks what nothing works without.</exception>
    public async Task<IReadOnlyList<string>> EnsureAsync(SchemaFacts facts, CancellationToken cancellationToken)
    {
        var problems = new List<string>();
        foreach (var file in SqlFile.List("Landing"))
        {
            var shape = Path.GetFileNameWithoutExtension(file);
            var table = shape[..shape.LastIndexOf('.')];
            var wanted = ColumnsOf(SqlFile.Read("Landing/" + file));
            if (!facts.Columns.TryGetValue(table, out var actual) || (!client.Address.IsEmbedded && wanted.All(c => actual.TryGetValue(c.Name, out var type) && Plain(type) == Plain(c.Type))))
            {
                continue;
            }

            Check(table, actual);
            var missing = wanted.Where(c => !actual.ContainsKey(c.Name)).Select(static c => c.Name).ToList();
            if (missing.Count > 0)
            {
                problems.Add($"{table} has no column {string.Join(", ", missing)}: an older exporter made it; what belongs there is not kept.");
            }

            List<string> kept = [.. wanted.Where(c => actual.ContainsKey(c.Name)).Select(static c => c.Name)];
            if (!IsThere(facts, TableOf(shape), kept))
            {
                await CreateAsync(shape, table, kept, cancellationToken).ConfigureAwait(false);
            }
        }

        // Two shapes of one table lack the same.
        return [.. problems.Distinct(StringComparer.Ordinal)];
    }

    internal static IReadOnlyList<(string Name, string Type)> ColumnsOf(string sql) =>
        [.. ColumnPattern().Matches(sql).Select(static match => (match.Groups[1].Value.Trim('`'), match.Groups[2].Value))];

    private static void Check(string table, IReadOnlyDictionary<string, string> actual)
    {
        if (table != "otel_logs")
        {
            return;
        }

        foreach (var column in new[] { "Timestamp", "Body", "ServiceName", "ResourceAttributes", "LogAttributes" })
        {
            if (!actual.TryGetValue(column, out var type))
            {
                throw new StoreRejectedException($"{table} has no column {column}: this is no table of the collector's exporter.");
            }

            if (column.EndsWith("Attributes", StringComparison.Ordinal) && !type.StartsWith("Map(", StringComparison.Ordinal))
            {
                throw new StoreRejectedException($"{table}.{column} is {type}; only maps are supported (the exporter's json mode is not).");
            }
        }
    }

    /// <summary>How a type travels: low cardinality and codecs make no difference.</summary>
    private static string Plain(string type) => LowCardinalityPattern().Replace(type, "$1").Replace("Boolean", "Bool", StringComparison.Ordinal);

    /// <summary>A view that is right is left alone: rows that landed while it is being replaced would be lost.</summary>
    private static bool IsThere(SchemaFacts facts, string landing, IReadOnlyList<string> columns) =>
        facts.HasTable(landing)
        && facts.CreateStatements.TryGetValue(ViewOf(landing), out var create)
        && SelectPattern().Match(create) is { Success: true } select
        && select.Groups[1].Value.Replace("`", "", StringComparison.Ordinal).Split(',', StringSplitOptions.TrimEntries).SequenceEqual(columns);

    private async Task CreateAsync(string shape, string table, IReadOnlyList<string> columns, CancellationToken cancellationToken)
    {
        var landing = TableOf(shape);
        await RunAsync(StoreStatement.FromFile($"Landing/{shape}.sql"), cancellationToken).ConfigureAwait(false);
        await RunAsync(StoreStatement.FromFile("Queries/Schema/drop_landing_view.sql").With("view", ViewOf(landing)), cancellationToken).ConfigureAwait(false);
        var view = StoreStatement.FromFile("Queries/Schema/create_landing_view.sql").With("view", ViewOf(landing)).With("table", table).With("landing", landing);
        var list = string.Join(", ", columns.Select(static column => $"`{column}`"));
        await RunAsync(view with { Sql = view.Sql.Replace("/*columns*/", list, StringComparison.Ordinal) }, cancellationToken).ConfigureAwait(false);
    }

    private Task RunAsync(StoreStatement statement, CancellationToken cancellationToken) =>
        client.ExecuteAsync(statement with { Sql = SchemaStep.ForCluster(statement.Sql, options) }, cancellationToken);

    [GeneratedRegex(@"^    (\S+) (.+?),?$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex ColumnPattern();

    [GeneratedRegex(@" AS SELECT\s+(.+?)\s+FROM ", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex SelectPattern();

    [GeneratedRegex(@"LowCardinality\((\w+)\)", RegexOptions.CultureInvariant)]
    private static partial Regex LowCardinalityPattern();
}
