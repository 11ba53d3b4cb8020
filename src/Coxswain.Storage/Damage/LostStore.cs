using System.Globalization;
using Coxswain.Core.Telemetry.Damage;

namespace Coxswain.Storage.Damage;

/// <summary>Tables whose definitions the engine no longer has, as damage records. What is left of their rows is named and stays where it is.</summary>
internal static class LostStore
{
    public static DamageRecord Whole(string engineFolder, IReadOnlyList<KnownTable> tables, DateTimeOffset now)
    {
        var left = tables.Where(table => !table.Name.StartsWith("coxswain_", StringComparison.Ordinal) && HasRows(FolderOf(engineFolder, table))).ToList();
        var place = left.Count == 0 ? "" : $"{Path.Combine(engineFolder, "store")}: {string.Join(", ", left.Select(static table => $"{Below(table)} ({table.Name})"))}";
        return new DamageRecord(
            "store:" + tables[0].Id, now, "the engine's store", null, left.Count == 0 ? null : left.Sum(table => QuarantinedDamage.SizeOf(FolderOf(engineFolder, table))), place,
            $"The engine's folder was deleted, or what it knows of its tables, in {Path.Combine(engineFolder, "metadata")}",
            $"Telemetry received before {now.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC is missing. {DamageMemory.OnlyReadAgain}{ToDo(left.Count > 0)}")
        {
            Happened = "is gone and a new, empty one was made",
            IsReadAgain = true,
        };
    }

    public static DamageRecord Table(string engineFolder, KnownTable table, DateTimeOffset now)
    {
        var folder = FolderOf(engineFolder, table);
        var isLeft = HasRows(folder);
        return new DamageRecord(
            "table:" + table.Id, now, $"table {table.Name}", DamageMemory.IsWrittenAgain(table.Name) ? 0 : null, isLeft ? QuarantinedDamage.SizeOf(folder) : null, isLeft ? folder : "",
            $"The engine no longer has its definition, {table.Name}.sql below {Path.Combine(engineFolder, "metadata")}",
            DamageMemory.ComesBack(table.Name) + ToDo(isLeft))
        {
            Happened = "is gone and was made anew, empty",
            IsReadAgain = DamageMemory.IsReadAgain(table.Name),
            IsInRawRows = DamageMemory.IsReadAgain(table.Name),
        };
    }

    /// <summary>A table whose definition is there and whose folder was not, before the engine made another.</summary>
    public static DamageRecord Emptied(string engineFolder, KnownTable table, DateTimeOffset now) => new(
        string.Create(CultureInfo.InvariantCulture, $"emptied:{table.Id}/{now.ToUnixTimeMilliseconds()}"), now, $"table {table.Name}", DamageMemory.IsWrittenAgain(table.Name) ? 0 : null, null, "",
        $"Its folder {FolderOf(engineFolder, table)} was deleted or emptied while no engine ran", DamageMemory.ComesBack(table.Name) + ToDo(isLeft: false))
    {
        Happened = "lost all it held",
        IsReadAgain = DamageMemory.IsReadAgain(table.Name),
        IsInRawRows = DamageMemory.IsReadAgain(table.Name),
    };

    /// <summary>Whether a table's folder is gone, or all that was in it: the engine writes one file into each and never takes it away.</summary>
    public static bool IsFolderGone(string engineFolder, KnownTable table) => !File.Exists(Path.Combine(FolderOf(engineFolder, table), "format_version.txt"));

    private static string ToDo(bool isLeft) => isLeft
        ? "Rows are left in that folder and are kept: put the metadata back from a backup while no daemon runs, or run cox doctor --acknowledge."
        : "Put the engine's folder back from a backup while no daemon runs, or run cox doctor --acknowledge.";

    private static string Below(KnownTable table) => $"{table.Id[..3]}/{table.Id}";

    private static string FolderOf(string engineFolder, KnownTable table) => Path.Combine(engineFolder, "store", table.Id[..3], table.Id);

    // A part has a file that counts its rows, at least while it is whole.
    private static bool HasRows(string folder) =>
        Directory.Exists(folder) && Directory.EnumerateDirectories(folder).Any(static part => File.Exists(Path.Combine(part, "count.txt")));
}
