using System.Globalization;
using System.Runtime.InteropServices;

namespace Coxswain.Engine.Native;

/// <summary>
/// Gives back the pages of the library's code and constants that start-up and past queries touched (about 160 MB after start). They
/// come back from the page cache when used again. Only mappings without a private page are touched, so nothing is lost.
/// </summary>
internal static partial class CodePages
{
    private const int DontNeed = 4;

    internal static void Release(string libraryPath)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        // The kernel shows the path without links.
        var name = Path.GetFileName(libraryPath);
        Mapping? mapping = null;
        foreach (var line in File.ReadLines("/proc/self/smaps"))
        {
            if (Mapping.TryRead(line) is { } next)
            {
                mapping = next.IsReadOnly && Path.GetFileName(next.Path) == name ? next : null;
            }
            else if (mapping is { } candidate && line.StartsWith("Anonymous:", StringComparison.Ordinal))
            {
                if (line.AsSpan("Anonymous:".Length).Trim().StartsWith("0 kB", StringComparison.Ordinal))
                {
                    // Advice: refused, the pages just stay.
                    _ = Advise(candidate.Start, candidate.Length, DontNeed);
                }

                mapping = null;
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(nuint start, nuint length, int advice);

    private readonly record struct Mapping(nuint Start, nuint Length, bool IsReadOnly, string Path)
    {
        internal static Mapping? TryRead(string line)
        {
            var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var dash = line.IndexOf('-', StringComparison.Ordinal);
            if (fields.Length < 5 || dash < 1
                || !nuint.TryParse(line.AsSpan(0, dash), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var start)
                || !nuint.TryParse(fields[0].AsSpan(dash + 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var end))
            {
                return null;
            }

            return new Mapping(start, end - start, fields[1] is "r-xp" or "r--p", fields.Length > 5 ? fields[5] : "");
        }
    }
}
