namespace Coxswain.Cli.Setup;

/// <summary>Finds Claude Code's user settings: the folder given, else the first of <c>CLAUDE_CONFIG_DIR</c>, else <c>~/.claude</c>.</summary>
internal static class ClaudeFolder
{
    public static string SettingsFile(string? given, IReadOnlyDictionary<string, string> environment)
    {
        var folder = given ?? Configured(environment);
        if (folder is null)
        {
            var home = environment.GetValueOrDefault("HOME") is { Length: > 0 } found ? found : Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
            folder = Path.Combine(home, ".claude");
        }

        return Path.Combine(Path.GetFullPath(folder), "settings.json");
    }

    private static string? Configured(IReadOnlyDictionary<string, string> environment)
        => environment.GetValueOrDefault("CLAUDE_CONFIG_DIR", "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
}
