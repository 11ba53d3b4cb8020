using System.Globalization;
using System.Text.RegularExpressions;
using Coxswain.Core.Kernel;
using Coxswain.Core.Telemetry.Damage;

namespace Coxswain.Server.Hosting.Engine;

/// <summary>
/// Moves what keeps a store from opening out of its folder: one table when the engine names it, else all of it. The engine itself detaches broken
/// parts of a table; what comes here is a table or a store that does not load at all.
/// </summary>
internal sealed partial class EngineQuarantine(DataFolder folder, TimeProvider clock)
{
    /// <returns>Where it lies now; <see langword="null"/> when the table is not to be found.</returns>
    public string? SetTableAside(string table)
    {
        if (Definition(table) is not { } definition)
        {
            return null;
        }

        var aside = NewFolder("engine-table-" + Path.GetFileNameWithoutExtension(definition));
        File.Move(definition, Path.Combine(aside, Path.GetFileName(definition)));
        foreach (var data in UnusedData())
        {
            Directory.Move(data, Path.Combine(aside, Path.GetFileName(data)));
        }

        return aside;
    }

    /// <returns>Where the engine's folder lies now.</returns>
    public string SetAllAside()
    {
        var aside = NewFolder("engine");
        Directory.Delete(aside);
        Directory.Move(folder.EngineFolder, aside);
        return aside;
    }

    public static DamageRecord Describe(string table, string place, string reason, DateTimeOffset now)
    {
        var isTable = Path.GetFileName(place).StartsWith("engine-table-", StringComparison.Ordinal);
        var name = isTable ? Path.GetFileName(place)["engine-table-".Length..].Split('-')[0] : "";
        return new DamageRecord(
            "engine:" + place, now, isTable ? $"table {name} ({table})" : "the engine's whole folder", null, SizeOf(place), place, reason,
            "New rows are kept. " + (isTable ? DamageMemory.ComesBack(name) : DamageMemory.OnlyReadAgain) + "Check the disk; keep the folder for a repair or delete it, then run cox doctor --acknowledge.")
        {
            IsReadAgain = !isTable || DamageMemory.IsReadAgain(name),
            IsInRawRows = isTable && DamageMemory.IsReadAgain(name),
        };
    }

    private static long? SizeOf(string place)
    {
        try
        {
            return new DirectoryInfo(place).EnumerateFiles("*", SearchOption.AllDirectories).Sum(static file => file.Length);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private string? Definition(string table)
    {
        var path = table.StartsWith("store/", StringComparison.Ordinal)
            ? Path.Combine(folder.EngineFolder, table)
            : Path.Combine(folder.EngineFolder, "metadata", table.Replace('.', Path.DirectorySeparatorChar) + ".sql");
        return File.Exists(path) ? path : null;
    }

    // Folders of table data that no table definition names any more.
    private IEnumerable<string> UnusedData()
    {
        var store = Path.Combine(folder.EngineFolder, "store");
        var named = Directory.EnumerateFiles(store, "*.sql", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Path.Combine(folder.EngineFolder, "metadata"), "*.sql", SearchOption.AllDirectories))
            .SelectMany(static file => Identity().Matches(File.ReadAllText(file)).Select(static match => match.Value))
            .ToHashSet(StringComparer.Ordinal);
        return [.. Directory.EnumerateDirectories(store).SelectMany(Directory.EnumerateDirectories).Where(data => IsUnused(data, named))];
    }

    private static bool IsUnused(string data, HashSet<string> named) =>
        !named.Contains(Path.GetFileName(data)) && File.Exists(Path.Combine(data, "format_version.txt"));

    private string NewFolder(string subject)
    {
        var stamp = clock.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        for (var attempt = 1; ; attempt++)
        {
            var number = attempt == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"-{attempt}");
            var path = Path.Combine(folder.QuarantineFolder, $"{subject}-{stamp}{number}");
            if (!Path.Exists(path))
            {
                Directory.CreateDirectory(path);
                return path;
            }
        }
    }

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", RegexOptions.CultureInvariant)]
    private static partial Regex Identity();
}
