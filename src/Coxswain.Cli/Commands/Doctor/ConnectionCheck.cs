using System.Globalization;
using System.Text.Json;
using Coxswain.Cli.Setup;
using Coxswain.Server.Api.Doctor;

namespace Coxswain.Cli.Commands.Doctor;

/// <summary>Whether what <c>connect</c> wrote still stands in the client's settings, and nothing beside it sends a signal elsewhere.</summary>
internal static class ConnectionCheck
{
    private const string Group = "connection";
    private const string Name = "settings";
    private const string General = "OTEL_EXPORTER_OTLP_";

    /// <param name="text">The settings file's text; <see langword="null"/> when it is gone.</param>
    /// <param name="shell">This process's environment. The client's own may differ; a value in the file wins over it.</param>
    public static DoctorCheck Of(ConnectionRecord record, string? text, IReadOnlyDictionary<string, string> shell)
    {
        var since = record.ConnectedUtc.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        try
        {
            var file = ClaudeSettingsText.Variables(text);
            var problems = Changed(record.Edit, file).Concat(Diverted(file, shell)).ToArray();
            return problems.Length == 0
                ? DoctorCheck.Of(Group, Name, DoctorStatus.Ok, $"{record.SettingsFile} sends here since {since} UTC.")
                : DoctorCheck.Of(
                    Group, Name, DoctorStatus.Warning,
                    $"{record.SettingsFile} was connected at {since} UTC, but not all telemetry may come here. To connect it anew: cox disconnect, then cox connect", problems);
        }
        catch (FormatException problem)
        {
            return DoctorCheck.Of(Group, Name, DoctorStatus.Warning, $"{record.SettingsFile} was connected at {since} UTC, but cannot be read now: {problem.Message}");
        }
    }

    // How often is sent and how much of it is the user's to change; where to is not.
    private static IEnumerable<string> Changed(SettingsEdit edit, IReadOnlyDictionary<string, string> file) => edit.Changes
        .Where(static change => change.Name.StartsWith(General, StringComparison.Ordinal) || change.Name.EndsWith("_EXPORTER", StringComparison.Ordinal) || change.Name == "CLAUDE_CODE_ENABLE_TELEMETRY")
        .Where(change => !file.TryGetValue(change.Name, out var value) || value != JsonSerializer.Deserialize<string>(change.Value))
        .Select(change => $"{change.Name} no longer has the value that connect wrote.");

    // Values may hold keys, and addresses of others are nobody's business in a report: only names are told.
    private static IEnumerable<string> Diverted(IReadOnlyDictionary<string, string> file, IReadOnlyDictionary<string, string> shell)
    {
        var protocol = file.GetValueOrDefault(General + "PROTOCOL", "");
        var endpoint = file.GetValueOrDefault(General + "ENDPOINT", "");
        var header = file.GetValueOrDefault(General + "HEADERS", "");
        foreach (var (name, same) in TelemetryEnvironment.PerSignal(protocol, endpoint, header))
        {
            var isInFile = file.TryGetValue(name, out var value);
            if (!isInFile && !shell.TryGetValue(name, out value))
            {
                continue;
            }

            // Headers of single signals are merged with the general ones: empty ones change nothing.
            if (value is { Length: > 0 } && value != same)
            {
                yield return $"{name}, set in {(isInFile ? "this file" : "this shell")}, is used instead of {General}{name[(name.LastIndexOf('_') + 1)..]}.";
            }
        }
    }
}
