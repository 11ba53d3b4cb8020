namespace Coxswain.Cli.Setup;

/// <summary>Finds the settings files that Claude Code reads beside the user's: those of a folder and of its repository, and the organization's on this machine.</summary>
internal static class SettingsLayers
{
    /// <summary>Where an organization puts its settings: <c>managed-settings.json</c>, and pieces of it in <c>managed-settings.d</c>.</summary>
    public static string ManagedFolder => OperatingSystem.IsMacOS() ? "/Library/Application Support/ClaudeCode" : "/etc/claude-code";

    /// <param name="folder">Where the client is started.</param>
    /// <param name="userFile">The user's settings: not named again where the folder is the user's home.</param>
    /// <returns>Those there are, the weakest first.</returns>
    public static IReadOnlyList<SettingsLayer> Read(string folder, string managedFolder, string userFile)
    {
        var claude = ProjectFolders(folder).Select(static project => Path.Combine(project, ".claude")).ToArray();
        var pieces = Path.Combine(managedFolder, "managed-settings.d");
        (string File, SettingsScope Scope)[] places =
        [
            .. claude.Select(static project => (Path.Combine(project, "settings.json"), SettingsScope.Project)),
            .. claude.Select(static project => (Path.Combine(project, "settings.local.json"), SettingsScope.Local)),
            (Path.Combine(managedFolder, "managed-settings.json"), SettingsScope.Managed),
            .. PiecesOf(pieces).Select(static piece => (piece, SettingsScope.Managed)),
        ];
        return [.. places.Where(place => place.File != userFile).Select(static place => SettingsLayer.Read(place.File, place.Scope)).OfType<SettingsLayer>()];
    }

    // The repository's first: what is nearer wins.
    private static string[] ProjectFolders(string folder)
    {
        for (var parent = folder; parent is not null; parent = Path.GetDirectoryName(parent))
        {
            if (Path.Exists(Path.Combine(parent, ".git")))
            {
                return parent == folder ? [folder] : [parent, folder];
            }
        }

        return [folder];
    }

    private static string[] PiecesOf(string folder)
    {
        try
        {
            return Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal)] : [];
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // Named as a file that cannot be read: what it sets is not known.
            return [folder];
        }
    }
}
