namespace Coxswain.Server.Configuration;

/// <summary>Takes settings from <c>COX_…</c> variables and from the three names the plan uses.</summary>
internal static class EnvironmentSettings
{
    /// <summary>Variables that are not settings: read by the launcher, by path lookup or by the tests.</summary>
    private static readonly string[] Others = ["COX_HOME", "COX_LIBCHDB", "COX_LAUNCHER", "COX_FULL", "COX_PROGRAM"];

    public static void Apply(IReadOnlyDictionary<string, string> environment, SettingLayers layers, List<string> warnings)
    {
        Plan(environment, "TELEMETRY_ENV", "server.environment", layers);
        Plan(environment, "CLAUDE_CONFIG_DIR", "transcripts.folders", layers);
        Plan(environment, "TELEMETRY_LOG_LEVEL", "server.logLevel", layers);
        Plan(environment, "CLICKHOUSE_HOST", "store.host", layers);
        foreach (var (variable, value) in environment.Where(pair => pair.Key.StartsWith("COX_", StringComparison.Ordinal)).OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (Others.Contains(variable))
            {
                continue;
            }

            if (SettingCatalog.Definitions.FirstOrDefault(definition => definition.Variable == variable) is { } definition)
            {
                layers.Set(definition.Name, value, variable);
            }
            else
            {
                warnings.Add($"{variable} is not a setting of this version; it is ignored.");
            }
        }
    }

    private static void Plan(IReadOnlyDictionary<string, string> environment, string variable, string name, SettingLayers layers)
    {
        if (environment.TryGetValue(variable, out var value) && value.Length > 0)
        {
            layers.Set(name, variable == "TELEMETRY_LOG_LEVEL" ? LogLevelNames.Normalise(value) : value, variable);
        }
    }
}
