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

    /// <param name="user">The user's settings; <see langword="null"/> when the file is gone.</param>
    /// <param name="others">Settings files beside it, those of the folder doctor runs in among them.</param>
    /// <param name="shell">This process's environment. The client's own may differ; a value in the file wins over it.</param>
    public static DoctorCheck Of(ConnectionRecord record, SettingsLayer? user, IReadOnlyList<SettingsLayer> others, IReadOnlyDictionary<string, string> shell)
    {
        var since = record.ConnectedUtc.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        if (user?.Problem is { } unreadable)
        {
            return Broken(unreadable);
        }

        try
        {
            var file = ClaudeSettingsText.Variables(user?.Text);
            string Value(string name) => file.GetValueOrDefault(General + name, "");
            var concerns = SettingsConcerns.Find(user, others, Value("PROTOCOL"), Value("ENDPOINT"), Value("HEADERS"));
            string[] problems = [.. Changed(record.Edit, file), .. ChangedBesides(record.Edit, user?.Text), .. MissingForBudgets(record.Edit), .. Diverted(file, shell), .. concerns.Where(static concern => concern.IsProblem).Select(static concern => concern.Text)];
            return problems.Length == 0
                ? DoctorCheck.Of(Group, Name, concerns.Count == 0 ? DoctorStatus.Ok : DoctorStatus.Note, $"{record.SettingsFile} sends here{Besides(record.Edit)} since {since} UTC.", [.. concerns.Select(static concern => concern.Text)])
                : DoctorCheck.Of(
                    Group, Name, DoctorStatus.Warning,
                    $"{record.SettingsFile} was connected at {since} UTC, but not all telemetry may come here. What stands in this file is set anew by: cox disconnect, then cox connect",
                    [.. problems, .. concerns.Where(static concern => !concern.IsProblem).Select(static concern => concern.Text)]);
        }
        catch (FormatException problem)
        {
            return Broken(problem.Message);
        }

        DoctorCheck Broken(string problem) => DoctorCheck.Of(Group, Name, DoctorStatus.Warning, $"{record.SettingsFile} was connected at {since} UTC, but cannot be read now: {problem}");
    }

    // How often is sent and how much of it is the user's to change; where to is not.
    private static IEnumerable<string> Changed(SettingsEdit edit, IReadOnlyDictionary<string, string> file) => edit.Changes
        .Where(static change => change.Name.StartsWith(General, StringComparison.Ordinal) || change.Name.EndsWith("_EXPORTER", StringComparison.Ordinal) || change.Name == "CLAUDE_CODE_ENABLE_TELEMETRY")
        .Where(change => !file.TryGetValue(change.Name, out var value) || value != JsonSerializer.Deserialize<string>(change.Value))
        .Select(change => $"{change.Name} no longer has the value that connect wrote.");

    private static string Besides(SettingsEdit edit)
    {
        var hooks = edit.Places.Any(static place => place.Parent == HookSettings.Parent);
        var line = edit.Places.Any(static place => place.Changes.Any(change => place.Named(change) == StatusLineSettings.Name));
        return (hooks, line) switch
        {
            (true, true) => ", hooks too, and has the status line,",
            (true, false) => ", hooks too,",
            (false, true) => " and has the status line",
            _ => "",
        };
    }

    // What an undo would leave alone is no longer ours.
    private static IEnumerable<string> ChangedBesides(SettingsEdit edit, string? text)
    {
        SettingsPlace[] besides = [.. edit.Places.Where(static place => place.Parent != "env")];
        var lost = string.IsNullOrWhiteSpace(text) ? besides.SelectMany(static place => place.Changes.Select(place.Named)) : ClaudeSettingsText.Undo(text, edit).Kept;
        return lost.Where(name => name == BaseUrl.Variable || besides.Any(place => place.Changes.Any(change => place.Named(change) == name)))
            .Select(static name => $"{name} no longer has the value that connect wrote.");
    }

    private static IEnumerable<string> MissingForBudgets(SettingsEdit edit) => HookSettings.MissingForBudgets(edit)
        .Select(static name => $"{HookSettings.Parent}.{name} has no hook of budgets, as older versions wrote none. It is added by: cox connect --budgets");

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
