using Coxswain.Core.Kernel;
using Coxswain.Server.Configuration;

namespace Coxswain.Cli.Commands.Demo;

/// <summary>
/// The data folder of made-up sessions, beside the real one. It has its own configuration file, which names its data and its transcripts, so that no
/// command started with it can see, or add, a real session.
/// </summary>
internal sealed class DemoFolder(DataFolder real)
{
    private const string Label = "This folder holds made-up sessions written by `cox demo`. Nothing real is in it; delete it at any time.\n";

    public string Root { get; } = real.Root + "-demo";

    public string DataRoot => Path.Combine(Root, "data");

    /// <summary>What would be <c>~/.claude</c> of the made-up user.</summary>
    public string ClaudeFolder => Path.Combine(Root, "claude");

    public string ConfigFile => Path.Combine(Root, "config.yaml");

    private string LabelFile => Path.Combine(Root, "DEMO.txt");

    /// <summary>The settings every demo run has, whatever the real configuration says.</summary>
    public IReadOnlyList<(string Name, string Value)> Settings =>
        [("server.dataFolder", DataRoot), ("transcripts.folders", ClaudeFolder), ("store.host", "")];

    /// <summary>Makes the folder anew, without what an earlier demo left.</summary>
    /// <exception cref="CommandException">Something that is no demo is there.</exception>
    public void Recreate()
    {
        if (Directory.Exists(Root))
        {
            if (!File.Exists(LabelFile))
            {
                throw new CommandException(ExitCode.Failed, $"{Root} exists and is not marked as a demo; it was left alone.");
            }

            Directory.Delete(Root, recursive: true);
        }

        Directory.CreateDirectory(Root);
        File.WriteAllText(LabelFile, Label);
        File.WriteAllLines(ConfigFile, ["# Written by `cox demo`: made-up sessions.", .. Yaml()]);
    }

    public CoxswainSettings Load(CommandContext context)
    {
        var flags = Settings.Select(setting => (setting.Name, setting.Value, "cox demo"));
        string[] anyPort = ["server.apiAddress", "server.otlpHttpAddress", "server.otlpGrpcAddress"];
        return context.Load(new SettingsRequest(
            SettingsRequest.ProcessEnvironment(), [.. flags, .. anyPort.Select(name => (name, "127.0.0.1:0", "cox demo"))], ConfigFile));
    }

    private IEnumerable<string> Yaml() => Settings.Where(setting => setting.Value.Length > 0).GroupBy(setting => setting.Name.Split('.')[0]).SelectMany(
        section => section.Select(setting => $"  {setting.Name[(section.Key.Length + 1)..]}: '{setting.Value.Replace("'", "''", StringComparison.Ordinal)}'").Prepend(section.Key + ":"));
}
