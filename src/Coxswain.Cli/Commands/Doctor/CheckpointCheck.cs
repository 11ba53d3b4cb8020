using System.Globalization;
using System.Text.Json;
using Coxswain.Cli.Output;
using Coxswain.Cli.Setup;
using Coxswain.Server.Api.Doctor;

namespace Coxswain.Cli.Commands.Doctor;

/// <summary>Whether the hooks that make checkpoints still stand in the client's settings, can be run, and made one.</summary>
internal static class CheckpointCheck
{
    private const string Group = "checkpoints";
    private const string Name = "hooks";

    /// <param name="record">Of <c>session-checkpoint --enable</c>; <see langword="null"/>: it was not switched on for this file.</param>
    /// <param name="text">The settings as they stand; <see langword="null"/> when the file is gone.</param>
    /// <param name="newest">When the last checkpoint was made; <see langword="null"/>: none is kept.</param>
    /// <param name="exists">Whether there is such a program.</param>
    public static DoctorCheck Of(ConnectionRecord? record, string? text, DateTimeOffset? newest, DateTimeOffset now, Func<string, bool> exists)
    {
        if (record is null)
        {
            return DoctorCheck.Of(Group, Name, DoctorStatus.Note, $"No checkpoints are made{(newest is null ? "" : $" any more; the last is of {AgeText.Ago(now - newest.Value)}")}. Switch them on: cox session-checkpoint --enable");
        }

        try
        {
            string[] problems = [.. Gone(record.Edit, text), .. Broken(record.Edit, exists)];
            return problems.Length > 0
                ? DoctorCheck.Of(Group, Name, DoctorStatus.Warning, $"Checkpoints were switched on in {record.SettingsFile}, but not all may be made. Set the hooks anew: cox session-checkpoint --enable", problems)
                : DoctorCheck.Of(Group, Name, newest is null ? DoctorStatus.Note : DoctorStatus.Ok, $"{record.SettingsFile} has the hooks since {Minute(record.ConnectedUtc)} UTC; {Last(newest, now)}");
        }
        catch (FormatException problem)
        {
            return DoctorCheck.Of(Group, Name, DoctorStatus.Warning, $"Checkpoints were switched on in {record.SettingsFile}, but it cannot be read now, by Claude Code neither: {problem.Message}");
        }
    }

    private static IEnumerable<string> Gone(SettingsEdit edit, string? text)
    {
        var lost = string.IsNullOrWhiteSpace(text) ? edit.Changes.Select(static change => change.Name) : ClaudeSettingsText.Undo(text, edit).Kept;
        return lost.Select(static name => $"{name} is no longer as it was written.");
    }

    private static IEnumerable<string> Broken(SettingsEdit edit, Func<string, bool> exists) => edit.Changes.SelectMany(static change => Commands(change.Value)).Distinct(StringComparer.Ordinal)
        .Select(HookSettings.ProgramOf).OfType<string>().Where(program => !exists(program)).Select(static program => $"{program}, which the hooks run, is not there any more.");

    private static string[] Commands(string value)
    {
        using var json = JsonDocument.Parse(value);
        var root = json.RootElement;
        return [.. (root.ValueKind == JsonValueKind.Array ? root.EnumerateArray().ToArray() : [root]).SelectMany(static group =>
            group.ValueKind == JsonValueKind.Object && group.TryGetProperty("hooks", out var hooks) && hooks.ValueKind == JsonValueKind.Array ? hooks.EnumerateArray().ToArray() : [])
            .Select(static hook => hook.ValueKind == JsonValueKind.Object && hook.TryGetProperty("command", out var command) ? command.GetString() : null).OfType<string>()];
    }

    private static string Last(DateTimeOffset? newest, DateTimeOffset now)
        => newest is { } time ? $"the last checkpoint is of {AgeText.Ago(now - time)}." : "none was made yet. Sessions started after that make them; those that ran before do not.";

    private static string Minute(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
