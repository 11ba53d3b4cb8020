namespace Coxswain.Server.Configuration;

/// <summary>The usual places of configuration and data. <c>COX_HOME</c> moves both; else the XDG variables, else the home folder.</summary>
internal sealed record CoxswainPaths(string ConfigFile, string DataRoot)
{
    public static CoxswainPaths From(IReadOnlyDictionary<string, string> environment)
    {
        if (Set(environment, "COX_HOME") is { } home)
        {
            return new CoxswainPaths(Path.Combine(Path.GetFullPath(home), "config.yaml"), Path.Combine(Path.GetFullPath(home), "data"));
        }

        var user = Set(environment, "HOME") ?? Set(environment, "USERPROFILE")
            ?? throw new SettingsException("Neither COX_HOME nor HOME is set: there is no place for configuration and data.");
        var config = Absolute(environment, "XDG_CONFIG_HOME") ?? Path.Combine(user, ".config");
        var data = Absolute(environment, "XDG_DATA_HOME") ?? Path.Combine(user, ".local", "share");
        return new CoxswainPaths(Path.Combine(config, "coxswain", "config.yaml"), Path.Combine(data, "coxswain"));
    }

    private static string? Set(IReadOnlyDictionary<string, string> environment, string name)
        => environment.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    // The XDG specification: a relative path is invalid and to be ignored.
    private static string? Absolute(IReadOnlyDictionary<string, string> environment, string name)
        => Set(environment, name) is { } value && Path.IsPathRooted(value) ? value : null;
}
