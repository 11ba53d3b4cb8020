using Coxswain.Core.Kernel;
using Microsoft.Extensions.Configuration;

namespace Coxswain.Server.Configuration;

/// <summary>The effective configuration: file, then environment, then flags, each value with its origin.</summary>
public sealed class CoxswainSettings
{
    private const string DataFolderName = "server.dataFolder";
    private const string EnvironmentName = "server.environment";

    private readonly IReadOnlyList<Setting> _stated;

    private CoxswainSettings(string configFile, DataFolder folder, IReadOnlyList<Setting> stated, IConfiguration configuration, IReadOnlyList<string> warnings)
    {
        _stated = stated;
        ConfigFile = configFile;
        Folder = folder;
        Values = [.. stated.Select(setting => setting.Name == DataFolderName ? setting with { Value = folder.Root } : setting)];
        Configuration = configuration;
        Warnings = warnings;
    }

    /// <summary>The file that was read, or would be if it existed.</summary>
    public string ConfigFile { get; }

    public DataFolder Folder { get; }

    /// <summary>Every setting; <c>server.dataFolder</c> as it takes effect.</summary>
    public IReadOnlyList<Setting> Values { get; }

    public IConfiguration Configuration { get; }

    /// <summary>What to tell the user on stderr: ignored variables, translated addresses.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <exception cref="SettingsException">The file is broken, or a name or a type is wrong; one line each.</exception>
    public static CoxswainSettings Load(SettingsRequest request)
    {
        var file = FileOf(request);
        var (settings, problems) = Read(request, file, TextOf(request, file));
        return problems.Count == 0 ? settings : throw SettingsException.Of(problems);
    }

    /// <summary>
    /// For commands about a daemon, which runs whatever its configuration has become: what can be taken of it, and what is wrong. A wrong command line is
    /// refused as ever, and so is a file that may name a data folder and cannot be read for it: another daemon than the one meant would be found.
    /// </summary>
    public static (CoxswainSettings Settings, SettingsException? Problem) LoadUsable(SettingsRequest request)
    {
        try
        {
            return (Load(request), null);
        }
        catch (SettingsException problem) when (!problem.IsOnCommandLine)
        {
            var (settings, problems) = ReadUsable(request, FileOf(request));
            var isKnown = settings.IsStated(DataFolderName) || problems?.Any(static one => one.Name is DataFolderName or EnvironmentName) == false
                || (problems is null && !MayNameFolder(settings.ConfigFile));
            return isKnown ? (settings, problem)
                : throw new SettingsException($"{problem.Message}{Environment.NewLine}So it is not known which data folder is meant. Name it: --data <folder>", problem);
        }
    }

    /// <summary>The configuration file, whether or not it exists or can be read.</summary>
    public static string FileOf(SettingsRequest request)
        => request.ConfigFile is null ? CoxswainPaths.From(request.Environment).ConfigFile : Path.GetFullPath(request.ConfigFile);

    /// <summary>What keeps a server from starting with these values; empty when it would start.</summary>
    public IReadOnlyList<SettingProblem> Problems() => SettingRules.Check(_stated, Configuration);

    /// <summary>All that would keep a server from starting if the file held this text.</summary>
    /// <exception cref="SettingsException">The text is no configuration at all.</exception>
    internal static IReadOnlyList<SettingProblem> Examine(SettingsRequest request, string text)
    {
        var (settings, problems) = Read(request, FileOf(request), text);
        return [.. problems, .. settings.Problems()];
    }

    private static (CoxswainSettings Settings, IReadOnlyList<SettingProblem> Problems) Read(SettingsRequest request, string file, string? text)
    {
        var paths = CoxswainPaths.From(request.Environment);
        var warnings = new List<string>();
        var layers = new SettingLayers();
        foreach (var (name, value, line) in text is null ? [] : YamlSettings.Parse(text, file))
        {
            layers.Set(name, value, $"{file}:{line}");
        }

        EnvironmentSettings.Apply(request.Environment, layers, warnings);
        foreach (var (name, value, flag) in request.Flags)
        {
            layers.Set(name, value, flag);
        }

        KeepEnvironmentApart(layers);
        FindTranscripts(layers, request.Environment);
        var folder = FolderOf(layers, paths);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(layers.Pairs()).Build();
        return (new CoxswainSettings(file, folder, layers.Effective(), configuration, warnings), layers.Problems);
    }

    /// <returns>No list of problems when the file is no configuration at all, and left out.</returns>
    private static (CoxswainSettings Settings, IReadOnlyList<SettingProblem>? Problems) ReadUsable(SettingsRequest request, string file)
    {
        try
        {
            return Read(request, file, TextOf(request, file));
        }
        catch (SettingsException)
        {
            return (Read(request, file, text: null).Settings, null);
        }
    }

    private bool IsStated(string name) => _stated.Single(setting => setting.Name == name).Origin != SettingLayers.Default;

    private static bool MayNameFolder(string file)
    {
        try
        {
            return File.ReadLines(file, System.Text.Encoding.Latin1).Any(static line => !line.TrimStart().StartsWith('#')
                && (line.Contains("dataFolder", StringComparison.OrdinalIgnoreCase) || line.Contains("environment", StringComparison.OrdinalIgnoreCase)));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    // On a server every environment shares one place, so the database tells them apart; embedded, the folder does.
    private static void KeepEnvironmentApart(SettingLayers layers)
    {
        var (environment, origin) = layers.Current(EnvironmentName);
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

    private static string? TextOf(SettingsRequest request, string file)
    {
        try
        {
            if (File.Exists(file))
            {
                return YamlSettings.ReadText(file);
            }

            return Directory.Exists(file) ? throw new SettingsException($"The configuration file {file} is a folder.")
                : request.ConfigFile is null ? null
                : throw new SettingsException($"The configuration file {file} does not exist.");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"The configuration file {file} cannot be read: {problem.Message}", problem);
        }
    }

    private static DataFolder FolderOf(SettingLayers layers, CoxswainPaths paths)
    {
        var configured = layers.Current(DataFolderName).Value;
        var environment = layers.Current(EnvironmentName).Value;
        return configured.Length > 0 && !configured.Contains('\0', StringComparison.Ordinal) ? new DataFolder(Path.GetFullPath(configured))
            : new DataFolder(environment == "production" ? paths.DataRoot : $"{paths.DataRoot}-{environment}");
    }
}
