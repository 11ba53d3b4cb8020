using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Coxswain.Core.Kernel;

namespace Coxswain.Cli.Setup;

/// <summary>What <c>connect</c>, or another command in its way, changed in one settings file: kept in the data folder until it is undone.</summary>
/// <param name="SettingsFile">Absolute path.</param>
/// <param name="BackupFile">Copy of the file as it was; <see langword="null"/> when there was none.</param>
/// <param name="HashAfter">SHA-256 of the file as we left it: while it still matches, the backup is the exact undo.</param>
internal sealed record ConnectionRecord(string SettingsFile, string? BackupFile, string HashAfter, SettingsEdit Edit, DateTimeOffset ConnectedUtc)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>What <c>session-checkpoint</c> changed has a record of its own.</summary>
    public const string Checkpoints = "checkpoints";

    /// <summary>Whose change it is; empty: that of <c>connect</c>.</summary>
    public string Part { get; init; } = "";

    public static ConnectionRecord? Read(DataFolder folder, string settingsFile, string part = "")
        => PathOf(folder, settingsFile, part) is var path && File.Exists(path) ? JsonSerializer.Deserialize<ConnectionRecord>(File.ReadAllText(path), Options) : null;

    /// <summary>All there are of a file, the newest first: in this order they are undone.</summary>
    public static IReadOnlyList<ConnectionRecord> ReadAll(DataFolder folder, string settingsFile)
        => [.. new[] { "", Checkpoints }.Select(part => Read(folder, settingsFile, part)).OfType<ConnectionRecord>().OrderByDescending(static record => record.ConnectedUtc)];

    public void Write(DataFolder folder)
        => Setup.SettingsFile.Write(PathOf(folder, SettingsFile, Part), Encoding.Latin1.GetString(JsonSerializer.SerializeToUtf8Bytes(this, Options)));

    public void Delete(DataFolder folder) => File.Delete(PathOf(folder, SettingsFile, Part));

    /// <summary>What takes the change out of the file as it stands: one nobody touched since goes back to its backup byte for byte, a changed one keeps the changes of others.</summary>
    /// <exception cref="FormatException">The text is not a settings object.</exception>
    public SettingsUndo Undo(string now)
    {
        if (Hash(now) == HashAfter)
        {
            var before = BackupFile is null ? null : Setup.SettingsFile.Read(BackupFile);
            if (before is not null || BackupFile is null)
            {
                return new SettingsUndo(before, [.. Edit.Changes.Select(static change => change.Name)], []);
            }
        }

        return ClaudeSettingsText.Undo(now, Edit);
    }

    /// <summary>Whether an edit is nothing but hooks of budgets that this connection has none of yet.</summary>
    public bool LacksOnly(SettingsEdit edit)
    {
        var missing = HookSettings.MissingForBudgets(Edit);
        return edit.Places.All(static place => place.Parent == HookSettings.Parent)
            && edit.Places.SelectMany(static place => place.Changes).All(change => change.Previous is null && (missing.Count == 0 || missing.Contains(change.Name)) && HookSettings.IsForBudgets(change));
    }

    /// <summary>This with a further edit of the file.</summary>
    /// <param name="before">The file as it stood before that edit. Where others had changed it meanwhile, its backup is no exact undo any more.</param>
    public ConnectionRecord With(SettingsEdit edit, string before) => this with
    {
        HashAfter = Hash(before) == HashAfter ? Hash(edit.Text) : "",
        Edit = Edit with { Places = [.. Edit.Places, .. edit.Places] },
    };

    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.Latin1.GetBytes(text)));

    /// <summary>Writes the file's present text beside the record, readable by its owner only, and returns the path.</summary>
    public static string KeepBackup(DataFolder folder, string settingsFile, string text, DateTimeOffset now, string part = "")
    {
        var path = $"{PathOf(folder, settingsFile, part)}.{now:yyyyMMdd'T'HHmmss'Z'}.backup";
        Setup.SettingsFile.Write(path, text);
        return path;
    }

    private static string PathOf(DataFolder folder, string settingsFile, string part)
        => Path.Combine(folder.Root, "connections", $"{Hash(settingsFile)[..16]}{(part.Length > 0 ? "." + part : "")}.json");
}
