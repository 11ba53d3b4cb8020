using Coxswain.Core.Kernel;
using Coxswain.Server.Hosting;
using Microsoft.Extensions.Configuration;

namespace Coxswain.Server.Configuration;

/// <summary>The effective configuration: file, then environment, then flags, each value with its origin.</summary>
public sealed class CoxswainSettings
{
    private CoxswainSettings(string configFile, DataFolder folder, IReadOnlyList<Setting> values, IConfiguration configuration, IReadOnlyList<string> warnings)
    {
        ConfigFile = configFile;
        Folder = folder;
        Values = values;
        Configuration = configuration;
        Warnings = warnings;
    }

    /// <summary>The file that was read, or would be if it existed.</summary>
    public string ConfigFile { get; }

    public DataFolder Folder { get; }

    public IReadOnlyList<Setting> Values { get; }

    public IConfiguration Configuration { get; }

    /// <summary>What to tell the user on stderr: ignored variables, translated addresses.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <exception cref="SettingsException">A value is unknown or cannot be used.</exception>
    public static CoxswainSettings Load(SettingsRequest request)
    {
        var paths = CoxswainPaths.From(request.Environment);
        var file = request.ConfigFile is null ? paths.ConfigFile : Path.GetFullPath(request.ConfigFile);
        var warnings = new List<string>();
        var layers = new SettingLayers();
        ReadFile(request, file, layers);
        EnvironmentSettings.Apply(request.Environment, layers, warnings);
        foreach (var (name, value, flag) in request.Flags)
        {
            layers.Set(name, value, flag);
        }

        KeepEnvironmentApart(layers);
        FindTranscripts(layers, request.Environment);
        var values = layers.Effective();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(layers.Pairs()).Build();
        return new CoxswainSettings(file, FolderOf(values, paths), values, configuration, warnings);
    }

    // On a server every environment shares one place, so the database tells them apart; embedded, the folder does.
    private static void KeepEnvironmentApart(SettingLayers layers)
    {
        var (environment, origin) = layers.Current("server.environment");
        if (environment != "production" && layers.Current("store.host").Value.Length > 0 && layers.Current("store.database").Origin == SettingLayers.Default)
        {
            layers.Set("store.database", $"telemetry_{(environment == "development" ? "dev" : environment)}", origin);
        }
    }

    // The home folder of the environment we were given, not of the process: a test's server must not read its developer's transcripts.
    private static void FindTranscripts(SettingLayers layers, IReadOnlyDictionary<string, string> environment)
    {
        const string Name = "transcripts.folders";
        if (layers.Current(Name).Origin == SettingLayers.Default && environment.TryGetValue("HOME", out var home) && home.Length > 0)
        {
            layers.Set(Name, $"{Path.Combine(home, ".claude")},{Path.Combine(home, ".config", "claude")}", SettingLayers.Default);
        }
    }

    private static void ReadFile(SettingsRequest request, string file, SettingLayers layers)
    {
        try
        {
            if (!File.Exists(file))
            {
                if (request.ConfigFile is not null)
                {
                    throw new SettingsException($"The configuration file {file} does not exist.");
                }

                return;
            }

            foreach (var (name, value, line) in YamlSettings.ReadFile(file))
            {
                layers.Set(name, value, $"{file}:{line}");
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"The configuration file {file} cannot be read: {problem.Message}", problem);
        }
    }

    private static DataFolder FolderOf(IReadOnlyList<Setting> values, CoxswainPaths paths)
    {
        var configured = Value(values, nameof(ServerOptions.DataFolder));
        var environment = Value(values, nameof(ServerOptions.Environment));
        if (configured.Length > 0)
        {
            return new DataFolder(Path.GetFullPath(configured));
        }

        return new DataFolder(environment == "production" ? paths.DataRoot : $"{paths.DataRoot}-{environment}");
    }

    private static string Value(IReadOnlyList<Setting> values, string property)
    {
        var name = "server." + char.ToLowerInvariant(property[0]) + property[1..];
        return values.First(setting => setting.Name == name).Value;
    }
}
