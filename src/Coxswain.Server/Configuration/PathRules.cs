namespace Coxswain.Server.Configuration;

/// <summary>Settings that name files and folders: what cannot be one is told before anything is made there.</summary>
internal static class PathRules
{
    private const int LongestPath = 4096;

    public static IEnumerable<SettingProblem> Check(IReadOnlyList<Setting> values)
        => Data(values.First(static setting => setting.Name == "server.dataFolder"))
            .Concat(File(values.First(static setting => setting.Name == "engine.library"), mustExist: true))
            .Concat(File(values.First(static setting => setting.Name == "pricing.pricesFile"), mustExist: false))
            .Concat(Folders(values.First(static setting => setting.Name == "transcripts.folders")));

    private static IEnumerable<SettingProblem> Data(Setting setting)
    {
        if (setting.Value.Length == 0)
        {
            yield break;
        }

        if (Shape(setting, setting.Value) is { } wrong)
        {
            yield return wrong;
        }
        else if (FileAt(setting.Value) is { } file)
        {
            yield return Problem(setting, $"must be a folder, but {file} is a file.");
        }
    }

    private static IEnumerable<SettingProblem> File(Setting setting, bool mustExist)
    {
        if (setting.Value.Length == 0)
        {
            yield break;
        }

        if (Shape(setting, setting.Value) is { } wrong)
        {
            yield return wrong;
        }
        else if (Directory.Exists(setting.Value))
        {
            yield return Problem(setting, $"must be a file, but {setting.Value} is a folder.");
        }
        else if (mustExist && !System.IO.File.Exists(setting.Value))
        {
            yield return Problem(setting, $"names {setting.Value}, which does not exist.");
        }
    }

    // Folders that do not exist yet are fine: Claude Code makes them.
    private static IEnumerable<SettingProblem> Folders(Setting setting)
        => setting.Origin == SettingLayers.Default
            ? []
            : setting.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(folder => folder == "~" || folder.StartsWith("~/", StringComparison.Ordinal) ? null
                    : Shape(setting, folder) ?? (System.IO.File.Exists(folder) ? Problem(setting, $"must name folders, but {folder} is a file.") : null))
                .OfType<SettingProblem>();

    // A flag means the folder the shell stands in; a file or a variable would mean another one at every start.
    private static SettingProblem? Shape(Setting setting, string path)
        => path.Any(char.IsControl) ? Problem(setting, "must not contain control characters.")
        : path.Length > LongestPath ? Problem(setting, $"is longer than {LongestPath} characters.")
        : path.StartsWith('~') ? Problem(setting, "must be an absolute path: write the home folder out instead of ~.")
        : Path.IsPathRooted(path) || setting.Origin.StartsWith("--", StringComparison.Ordinal) || setting.Origin == "CLAUDE_CONFIG_DIR" ? null
        : Problem(setting, $"must be an absolute path, not \"{path}\".");

    // The path itself or one of its parents.
    private static string? FileAt(string path)
    {
        for (var place = Path.GetFullPath(path); place is not null; place = Path.GetDirectoryName(place))
        {
            if (System.IO.File.Exists(place))
            {
                return place;
            }

            if (Directory.Exists(place))
            {
                return null;
            }
        }

        return null;
    }

    private static SettingProblem Problem(Setting setting, string rest) => new(setting.Name, setting.Origin, $"{setting.Name} {rest}");
}
