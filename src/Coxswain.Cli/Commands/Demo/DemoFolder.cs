using Coxswain.Core.Kernel;
using Coxswain.Server.Configuration;
using Coxswain.Server.Security;

namespace Coxswain.Cli.Commands.Demo;

/// <summary>
/// The data folder of made-up sessions, beside the real one. It has its own configuration file, which names its data and its transcripts, so that no
/// command started with it can see, or add, a real session.
/// </summary>
internal sealed class DemoFolder(DataFolder real)
{
    // A demo never stands in the way of the real daemon.
    private static readonly string[] Addresses = ["server.apiAddress", "server.otlpHttpAddress", "server.otlpGrpcAddress", "server.gatewayAddress"];

    // Short waits, so that what takes minutes against the real API takes seconds here. Not in the file: the demo's daemon takes no calls.
    private static readonly (string Name, string Value)[] Gateway =
        [
            ("gateway.claudeCode", "Transparent"), ("gateway.otherClients", "Full"), ("gateway.mostAttempts", "4"), ("gateway.firstWait", "00:00:00.050"), ("gateway.longestWait", "00:00:02"),
            ("gateway.firstContent", "00:00:02"), ("gateway.caFile", ""), ("gateway.switchTargets", ""), ("gateway.journal", "true"),
        ];

    private const string Label = "This folder holds made-up sessions written by `cox demo`. Nothing real is in it; delete it at any time.\n";

    /// <summary>From within a demo it is that demo, not one beside it.</summary>
    public string Root { get; } = real.IsDemo ? Path.GetDirectoryName(real.Root) ?? real.Root : real.Root + "-demo";

    public string DataRoot => Path.Combine(Root, "data");

    /// <summary>What would be <c>~/.claude</c> of the made-up user.</summary>
    public string ClaudeFolder => Path.Combine(Root, "claude");

    public string ConfigFile => Path.Combine(Root, "config.yaml");

    private string LabelFile => Path.Combine(Root, DataFolder.DemoFileName);

    /// <summary>The settings every demo run has, whatever the real configuration says.</summary>
    public IReadOnlyList<(string Name, string Value)> Settings =>
        [
            ("server.dataFolder", DataRoot), ("server.environment", "production"), ("transcripts.folders", ClaudeFolder), ("store.host", ""),
            .. Addresses.Select(static name => (name, "127.0.0.1:0")),
        ];

    /// <summary>Makes the folder anew, without what an earlier demo left.</summary>
    /// <exception cref="CommandException">Something that is no demo is there.</exception>
    public void Recreate()
    {
        if (Directory.Exists(Root))
        {
            Require(File.Exists(LabelFile), Root);
            Require(!Directory.Exists(DataRoot) || new DataFolder(DataRoot).IsDemo, DataRoot);
            Directory.Delete(Root, recursive: true);
        }

        OwnerOnlyFolder.Create(Root);
        OwnerOnlyFolder.Create(DataRoot);
        File.WriteAllText(LabelFile, Label);
        File.WriteAllText(new DataFolder(DataRoot).DemoFile, Label);
        File.WriteAllLines(ConfigFile, ["# Written by `cox demo`: made-up sessions.", .. Yaml()]);
    }

    /// <summary>The settings to fill the folder with.</summary>
    /// <param name="upstream">Where the gateway sends the demo's calls.</param>
    public CoxswainSettings Load(CommandContext context, string upstream)
    {
        (string Name, string Value)[] all = [.. Settings, .. Gateway, ("gateway.upstream", upstream)];
        return context.Load(new SettingsRequest(SettingsRequest.ProcessEnvironment(), [.. all.Select(static setting => (setting.Name, setting.Value, "cox demo"))], ConfigFile));
    }

    private static void Require(bool isDemo, string folder)
    {
        if (!isDemo)
        {
            throw new CommandException(
                ExitCode.Failed, $"{folder} exists and is not marked as a demo ({DataFolder.DemoFileName}); it may hold real data and was left alone. Move it away, or name another data folder with --data.");
        }
    }

    private IEnumerable<string> Yaml() => Settings.Where(setting => setting.Value.Length > 0).GroupBy(setting => setting.Name.Split('.')[0]).SelectMany(
        section => section.Select(setting => $"  {setting.Name[(section.Key.Length + 1)..]}: '{setting.Value.Replace("'", "''", StringComparison.Ordinal)}'").Prepend(section.Key + ":"));
}
