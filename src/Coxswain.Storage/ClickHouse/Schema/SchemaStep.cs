using System.Text.RegularExpressions;

namespace Coxswain.Storage.ClickHouse.Schema;

/// <summary>One statement of a script, safe to run again.</summary>
/// <param name="Condition">
/// Empty, or what must hold for it to run: <c>when column T.C</c>, <c>unless column T.C</c>, <c>when version 26.2</c>, <c>when version before 26.2</c>.
/// </param>
internal sealed partial record SchemaStep(string Sql, string Condition)
{
    private const string ClusterMark = "/*cluster*/";

    /// <summary>The table this statement creates; empty for anything else (views too: they keep no rows).</summary>
    public string CreatedTable => CreatePattern().Match(Sql) is { Success: true } match && !Sql.Contains("ENGINE = Null", StringComparison.Ordinal)
        ? match.Groups[1].Value
        : "";

    /// <summary>The statement with the configured cluster and replication written in.</summary>
    public static string ForCluster(string sql, StoreOptions options)
    {
        var placed = sql.Replace(ClusterMark, options.Cluster.Length == 0 ? "" : $" ON CLUSTER `{options.Cluster}`", StringComparison.Ordinal);
        return options.Replicated ? EnginePattern().Replace(placed, "ENGINE = Replicated$1") : placed;
    }

    [GeneratedRegex(@"^\s*CREATE TABLE IF NOT EXISTS (\w+)", RegexOptions.CultureInvariant)]
    private static partial Regex CreatePattern();

    [GeneratedRegex(@"ENGINE = (\w*MergeTree)", RegexOptions.CultureInvariant)]
    private static partial Regex EnginePattern();
}
