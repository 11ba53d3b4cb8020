using System.Globalization;
using System.Text.Json;

namespace Coxswain.Cli.Commands.Sql;

/// <summary>A result as <c>--json</c> gives it: ClickHouse's document, with what other reports say of damage as its first members.</summary>
internal static class SqlReport
{
    public const string JsonFormat = "JSON";

    /// <param name="count">From the server's header; <see langword="null"/> when it sent none: then the members are left out, for nobody knows.</param>
    /// <returns>To stand behind the document's opening brace; <see langword="null"/> when there is nothing to say.</returns>
    public static byte[]? FirstMembers(string? count, string? note) => long.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var pieces)
        ? [.. "\n\t\"damage\": "u8, .. JsonSerializer.SerializeToUtf8Bytes(pieces), .. ",\n\t\"damageNote\": "u8, .. JsonSerializer.SerializeToUtf8Bytes(note), .. ","u8]
        : null;
}
