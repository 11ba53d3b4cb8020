using System.Globalization;
using Coxswain.Core.Telemetry.Damage;

namespace Coxswain.Storage.Opening;

/// <summary>A part of a table that ClickHouse found broken and put into the table's <c>detached</c> folder.</summary>
/// <param name="Name"><c>table/part</c>.</param>
/// <param name="Rows">As its count file says; <see langword="null"/> when that is not on this machine, or broken too.</param>
internal sealed record DetachedPart(string Name, string Table, string Reason, string Path, long Bytes, long? Rows, DateTimeOffset ModifiedAt)
{
    public static DetachedPart Of(string table, string part, string reason, string path, long bytes, long modifiedSeconds)
        => new($"{table}/{part}", table, reason, path, bytes, ReadCount(path), DateTimeOffset.FromUnixTimeSeconds(modifiedSeconds));

    public DamageRecord ToDamage(DateTimeOffset now) => new(
        "part:" + Name + ModifiedAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), now, $"a part of table {Table}", Rows, Bytes, Path,
        $"ClickHouse found it {Reason}", (DamageMemory.IsReadAgain(Table) ? DamageMemory.ReadAgain : "") + "Check the disk; keep the folder for a repair or delete it, then run cox doctor --acknowledge.")
    {
        IsReadAgain = DamageMemory.IsReadAgain(Table),
    };

    private static long? ReadCount(string path)
    {
        try
        {
            var file = System.IO.Path.Combine(path, "count.txt");
            return File.Exists(file) && long.TryParse(File.ReadAllText(file).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var rows) ? rows : null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
