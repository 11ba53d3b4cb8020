using System.Globalization;
using Coxswain.Core.Telemetry.Damage;

namespace Coxswain.Storage.Opening;

/// <summary>A damaged part of a table, in the table's <c>detached</c> folder.</summary>
/// <param name="Id">Of its <see cref="DamageRecord"/>.</param>
/// <param name="Name"><c>table/part</c>.</param>
/// <param name="Bytes">As it was; <see langword="null"/> when nobody can tell.</param>
/// <param name="Rows"><see langword="null"/> when nobody can tell.</param>
/// <param name="Partition">ClickHouse's id of the part's partition: of our tables a day, a month or <c>all</c>.</param>
internal sealed record DetachedPart(string Id, string Name, string Table, string Reason, string Path, long? Bytes, long? Rows, string Partition)
{
    /// <summary>One of those that ClickHouse lists, found at its start.</summary>
    /// <param name="reason">ClickHouse's word; empty for one that was detached by us.</param>
    public static DetachedPart Listed(string table, string part, string reason, string path, long bytes, long modifiedSeconds, string partition) => reason.Length == 0
        ? new(IdOf(path), $"{table}/{part}", table, "it was damaged", path, bytes, ReadCount(path), partition)
        : new(
            string.Create(CultureInfo.InvariantCulture, $"part:{table}/{part}{modifiedSeconds}"), $"{table}/{part}", table, $"ClickHouse found it {reason}", path, bytes, ReadCount(path), partition);

    /// <summary>An active part that is about to be detached.</summary>
    public static DetachedPart Found(string table, string part, string reason, long rows, long bytes, string path, string partition)
    {
        var place = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(path.TrimEnd('/')) ?? path, "detached", part);
        return new(IdOf(place), $"{table}/{part}", table, $"its check says: {ClickHouse.StoreErrors.Shorten(reason)}", place, bytes, rows, partition);
    }

    /// <param name="isKept">False when its folder had been deleted: then nothing is left of it.</param>
    public DamageRecord ToDamage(DateTimeOffset now, bool isKept) =>
        new(Id, now, $"a part of table {Table}", DamageMemory.IsWrittenAgain(Table) ? 0 : Rows, isKept ? Bytes : null, isKept ? Path : "", Reason, ToDo(isKept))
        {
            IsReadAgain = DamageMemory.IsReadAgain(Table),
            IsInRawRows = DamageMemory.IsReadAgain(Table),
            Happened = isKept ? "was set aside" : "is gone",
            Period = Period(),
        };

    private string ToDo(bool isKept) => DamageMemory.ComesBack(Table)
        + (isKept ? "Check the disk; keep the folder for a repair or delete it, then run cox doctor --acknowledge." : "Check the disk, then run cox doctor --acknowledge.");

    private string Period() =>
        DateOnly.TryParseExact(Partition, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
        : DateOnly.TryParseExact(Partition, "yyyyMM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) ? month.ToString("yyyy-MM", CultureInfo.InvariantCulture)
        : "";

    private static string IdOf(string path) => "part:" + path;

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
