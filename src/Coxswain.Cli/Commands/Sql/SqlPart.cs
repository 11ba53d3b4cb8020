using System.Globalization;
using Coxswain.Server.ClickHouseHttp;

namespace Coxswain.Cli.Commands.Sql;

/// <summary>The one sentence about a result that is not whole.</summary>
internal static class SqlPart
{
    private const string Lead = "Code: ";

    /// <param name="failure">ClickHouse's message, or why the transfer ended.</param>
    public static string Sentence(string failure)
    {
        var line = failure.ReplaceLineEndings(" ");
        return CodeOf(line) is { } code && LimitAdvice.Setting(code, line) is { } setting
            ? $"Not the whole result: the rows shown are only a part, because the query went over the limit {setting} ({Reason(line)}); {LimitAdvice.Raise(setting)}."
            : $"Not the whole result: the rows shown are only a part, because {Reason(line)}.";
    }

    private static int? CodeOf(string line)
    {
        var end = line.IndexOf('.', StringComparison.Ordinal);
        return line.StartsWith(Lead, StringComparison.Ordinal) && end > 0
            && int.TryParse(line.AsSpan(Lead.Length, end - Lead.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : null;
    }

    /// <summary>Without the version, which tells a user nothing here.</summary>
    private static string Reason(string line)
    {
        var version = line.LastIndexOf(" (version ", StringComparison.Ordinal);
        return (version > 0 ? line[..version] : line).TrimEnd('.', ' ');
    }
}
