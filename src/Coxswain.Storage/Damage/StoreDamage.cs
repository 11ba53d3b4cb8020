using System.Text.RegularExpressions;

namespace Coxswain.Storage.Damage;

/// <summary>Reads from ClickHouse's words whether files of the store are at fault, and which. Only a suspicion: <c>CHECK TABLE</c> decides.</summary>
internal static partial class StoreDamage
{
    /// <summary>Names of ClickHouse's ErrorCodes.cpp that only damaged parts have: CHECKSUM_DOESNT_MATCH, a part's files missing or of a wrong size, CORRUPTED_DATA.</summary>
    private static readonly HashSet<int> Certain = [40, 226, 228, 246, 740];

    /// <summary>Codes that damaged files have too, when the text names a file of a part: ends that come too early, sizes and codecs that cannot be, files that are not there.</summary>
    private static readonly HashSet<int> Possible = [3, 23, 32, 33, 39, 74, 76, 79, 87, 91, 107, 117, 227, 271, 432, 451, 713, 1001];

    /// <summary>All codes, for <c>system.errors</c>, where texts name no files.</summary>
    public static IReadOnlyList<int> Codes { get; } = [.. Certain, .. Possible];

    public static bool IsSuspected(int code, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Certain.Contains(code) || (Possible.Contains(code) && PartFile().IsMatch(text));
    }

    /// <summary>The id of the table whose file the text names, and the part; <see langword="null"/> when it names none.</summary>
    public static (string Table, string Part)? PartIn(string text)
    {
        var file = PartFile().Match(text);
        return file.Success ? (file.Groups[1].Value, file.Groups[2].Value) : null;
    }

    /// <summary>The name itself, if it is one that may stand in a statement's text.</summary>
    /// <exception cref="StoreRejectedException">It is none: the store's list of parts is not ClickHouse's.</exception>
    public static string PartName(string part) => WholePart().IsMatch(part) ? part : throw new StoreRejectedException("The store names a part as ClickHouse does not.");

    // Part names are <partition>_<first block>_<last block>_<level>, with a mutation's number behind.
    [GeneratedRegex(@"store/[0-9a-f]{3}/([0-9a-f]{8}-[0-9a-f-]{27})/(\w+_\d+_\d+_\d+(?:_\d+)?)\b", RegexOptions.CultureInvariant)]
    private static partial Regex PartFile();

    [GeneratedRegex(@"^\w+_\d+_\d+_\d+(?:_\d+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex WholePart();
}
