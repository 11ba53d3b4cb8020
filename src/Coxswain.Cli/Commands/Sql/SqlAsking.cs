using System.Globalization;
using Coxswain.Engine.Sql;

namespace Coxswain.Cli.Commands.Sql;

/// <summary>How one query is asked: in which format, how many rows, and whether rows may leave before the query has ended.</summary>
/// <param name="Format">Null for a table.</param>
/// <param name="Limit">Rows the user wants at most; null: all.</param>
internal sealed record SqlAsking(string? Format, int? Limit)
{
    public const string TableFormat = "JSONCompactStrings";
    private const int DefaultTableRows = 1000;

    /// <summary>Formats whose rows can be used one by one, so that a large result need not be held back. Any other is a document: whole or nothing.</summary>
    private static readonly string[] RowFormats = ["CSV", "TSV", "TabSeparated", "CustomSeparated", "JSONEachRow", "JSONLines", "NDJSON", "JSONCompactEachRow", "JSONStringsEachRow", "LineAsString", "RowBinary", "Values", "Vertical"];

    /// <param name="given">The option, or JSON for <c>--json</c>. A FORMAT in the query counts as one too: its rows are not a table's.</param>
    public static SqlAsking For(string sql, string? given, int? maxRows)
    {
        var format = given ?? FormatClause.NameIn(sql);
        return new SqlAsking(format, maxRows ?? (format is null ? DefaultTableRows : null));
    }

    /// <summary>A table asks for one row more than it shows, to know whether there are more.</summary>
    public IEnumerable<string> Settings()
    {
        yield return "default_format=" + Uri.EscapeDataString(Format ?? TableFormat);
        if (Limit is { } rows)
        {
            yield return "limit=" + (Format is null ? rows + 1L : rows).ToString(CultureInfo.InvariantCulture);
        }

        if (Limit is not null || !Array.Exists(RowFormats, name => Format?.StartsWith(name, StringComparison.OrdinalIgnoreCase) == true))
        {
            yield return "wait_end_of_query=1";
        }
    }
}
