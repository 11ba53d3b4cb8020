using Coxswain.Core.Telemetry;
using Coxswain.Core.Telemetry.Damage;

namespace Coxswain.Storage.Damage;

/// <summary>An entry of the state file's quarantine as a damage record.</summary>
internal static class QuarantinedDamage
{
    public static DamageRecord Of(QuarantinedRows entry) => new(
        "rows:" + entry.Path, entry.Time, What(entry), entry.Rows, SizeOf(entry.Path), entry.Path, entry.Reason, ToDo(entry.Kind));

    /// <summary>Bytes of a file, or of everything below a folder; <see langword="null"/> when it is gone or cannot be looked at.</summary>
    public static long? SizeOf(string path)
    {
        try
        {
            return File.Exists(path) ? new FileInfo(path).Length
                : Directory.Exists(path) ? new DirectoryInfo(path).EnumerateFiles("*", SearchOption.AllDirectories).Sum(static file => file.Length)
                : null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string What(QuarantinedRows entry) => entry.Kind switch
    {
        QuarantineKind.DamagedFile => "the state file",
        QuarantineKind.DamagedRows => $"a damaged block of rows for {Table(entry.Shape)}",
        _ => $"a block of rows that the store refused, for {Table(entry.Shape)},",
    };

    // A shape is a table and the version of its columns: otel_logs.1.
    private static string Table(string shape) => shape.Length == 0 ? "an unnamed table" : shape.Split('.')[0];

    private static string ToDo(QuarantineKind kind) => kind == QuarantineKind.DamagedFile
        ? "What could be read was carried over; check the disk, and run cox doctor --acknowledge."
        : "Keep the file for a repair or delete it, then run cox doctor --acknowledge.";
}
