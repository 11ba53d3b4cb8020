using System.Text.RegularExpressions;
using Coxswain.Core.Telemetry.Damage;

namespace Coxswain.Server.Hosting.Engine;

/// <summary>Reads from an engine's last words why it did not start.</summary>
/// <param name="IsLocked">Another process holds the folder.</param>
/// <param name="IsDamage">The store's own files are at fault, not memory, disk space or rights.</param>
/// <param name="Table">The table at fault, <c>database.table</c>; empty when it is not named.</param>
internal sealed partial record EngineFailure(bool IsLocked, bool IsDamage, string Table)
{
    private const int FirstSignal = 128;
    private const int OutOfMemoryKill = FirstSignal + 9;

    public static EngineFailure Read(string errors, int? exitCode)
    {
        if (errors.Contains(" is held by ", StringComparison.Ordinal))
        {
            return new EngineFailure(IsLocked: true, IsDamage: false, "");
        }

        var doesNotOpen = errors.Contains("does not open", StringComparison.Ordinal);
        var crashed = exitCode > FirstSignal && exitCode != OutOfMemoryKill;
        return new EngineFailure(IsLocked: false, (doesNotOpen || crashed) && !MachineFault.IsIn(errors), doesNotOpen ? TableIn(errors) : "");
    }

    private static string TableIn(string errors)
    {
        var job = LoadJob().Match(errors);
        if (job.Success)
        {
            return job.Groups[1].Value;
        }

        var file = MetadataFile().Match(errors);
        return file.Success ? file.Groups[1].Value : "";
    }

    [GeneratedRegex(@"Load job 'load table (\w+\.[^' ]+)' failed", RegexOptions.CultureInvariant)]
    private static partial Regex LoadJob();

    // The file's own path below the engine's folder: which database it belongs to is found out on disk.
    [GeneratedRegex(@"metadata file (store/[0-9a-f]{3}/[0-9a-f-]{36}/[^/\s]+\.sql)", RegexOptions.CultureInvariant)]
    private static partial Regex MetadataFile();
}
