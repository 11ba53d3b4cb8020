namespace Coxswain.Core.Telemetry.Damage;

/// <summary>Tells a machine at fault from damaged files: what fails for want of memory, space or rights is not set aside.</summary>
public static class MachineFault
{
    private static readonly string[] Signs =
    [
        "No space left", "NOT_ENOUGH_SPACE", "MEMORY_LIMIT_EXCEEDED", "Cannot allocate memory", "Too many open files", "Permission denied",
        "Read-only file system", "Input/output error",
    ];

    /// <param name="text">ClickHouse's words.</param>
    public static bool IsIn(string text) => Array.Exists(Signs, sign => text.Contains(sign, StringComparison.OrdinalIgnoreCase));
}
