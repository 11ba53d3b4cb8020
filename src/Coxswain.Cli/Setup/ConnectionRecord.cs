using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Coxswain.Core.Kernel;

namespace Coxswain.Cli.Setup;

/// <summary>What <c>connect</c> changed in one settings file, kept in the data folder until <c>disconnect</c>.</summary>
/// <param name="SettingsFile">Absolute path.</param>
/// <param name="BackupFile">Copy of the file as it was; <see langword="null"/> when there was none.</param>
/// <param name="HashAfter">SHA-256 of the file as we left it: while it still matches, the backup is the exact undo.</param>
internal sealed record ConnectionRecord(string SettingsFile, string? BackupFile, string HashAfter, SettingsEdit Edit, DateTimeOffset ConnectedUtc)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static ConnectionRecord? Read(DataFolder folder, string settingsFile)
        => File.Exists(PathOf(folder, settingsFile)) ? JsonSerializer.Deserialize<ConnectionRecord>(File.ReadAllText(PathOf(folder, settingsFile)), Options) : null;

    public void Write(DataFolder folder)
        => Setup.SettingsFile.Write(PathOf(folder, SettingsFile), Encoding.Latin1.GetString(JsonSerializer.SerializeToUtf8Bytes(this, Options)));

    public void Delete(DataFolder folder) => File.Delete(PathOf(folder, SettingsFile));

    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.Latin1.GetBytes(text)));

    /// <summary>Writes the file's present text beside the record, readable by its owner only, and returns the path.</summary>
    public static string KeepBackup(DataFolder folder, string settingsFile, string text, DateTimeOffset now)
    {
        var path = $"{PathOf(folder, settingsFile)}.{now:yyyyMMdd'T'HHmmss'Z'}.backup";
        Setup.SettingsFile.Write(path, text);
        return path;
    }

    private static string PathOf(DataFolder folder, string settingsFile)
        => Path.Combine(folder.Root, "connections", Hash(settingsFile)[..16] + ".json");
}
