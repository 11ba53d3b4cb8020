using System.CommandLine;
using Coxswain.Server.Configuration;

namespace Coxswain.Cli.Commands;

/// <summary>Options every command takes.</summary>
internal static class GlobalOptions
{
    public static Option<bool> Json { get; } = new("--json") { Description = "Write JSON to stdout", Recursive = true };

    public static Option<string?> ConfigFile { get; } = new("--config") { Description = "Read this configuration file", HelpName = "file", Recursive = true };

    public static Option<string?> DataFolder { get; } = new("--data") { Description = "Use this data folder", HelpName = "folder", Recursive = true };

    public static Option<string[]> Set { get; } = new("--set")
    {
        Description = "Override one setting for this run; may be repeated",
        HelpName = "name=value",
        Recursive = true,
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
        DefaultValueFactory = static _ => [],
    };

    public static void AddTo(RootCommand root)
    {
        root.Options.Add(Json);
        root.Options.Add(ConfigFile);
        root.Options.Add(DataFolder);
        root.Options.Add(Set);
    }

    /// <summary>Names given with <c>--set</c>, but for those that say which daemon is meant.</summary>
    public static IReadOnlyList<string> Overridden(ParseResult result) =>
    [
        .. (result.GetValue(Set) ?? []).Select(static pair => pair.Split('=')[0])
            .Where(static name => !name.Equals("server.dataFolder", StringComparison.OrdinalIgnoreCase) && !name.Equals("server.environment", StringComparison.OrdinalIgnoreCase)),
    ];

    public static SettingsRequest Settings(ParseResult result)
    {
        var flags = new List<(string, string, string)>();
        foreach (var pair in result.GetValue(Set) ?? [])
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1)
            {
                throw new CommandException(ExitCode.Usage, $"--set takes name=value, for example server.apiAddress=7420, not \"{pair}\".");
            }

            flags.Add((pair[..equals], pair[(equals + 1)..], "--set"));
        }

        if (result.GetValue(DataFolder) is { } folder)
        {
            flags.Add(("server.dataFolder", Path.GetFullPath(folder), "--data"));
        }

        return new SettingsRequest(SettingsRequest.ProcessEnvironment(), flags, result.GetValue(ConfigFile));
    }
}
