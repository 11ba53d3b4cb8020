namespace Coxswain.Cli.Setup;

/// <summary>What <c>connect</c> says once the settings are written: it promises only what the client will do with them.</summary>
internal static class WrittenText
{
    /// <param name="text">The file as it stands now.</param>
    /// <param name="backup">Copy of the file as it was; <see langword="null"/> when there was none.</param>
    public static string Of(string file, string text, string? backup)
    {
        var kept = backup is null ? "" : $" Backup: {backup}.";
        return JsonTexts.IsStrict(text)
            ? $"Connected.{kept} Sessions of Claude Code started from now on send here."
            : $"Written, but no session sends here yet.{kept} Take the comments and trailing commas out of {file}: sessions of Claude Code started after that send here.";
    }
}
