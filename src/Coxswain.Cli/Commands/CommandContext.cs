using System.CommandLine;
using Coxswain.Cli.Client;
using Coxswain.Cli.Output;
using Coxswain.Server.Configuration;

namespace Coxswain.Cli.Commands;

/// <summary>What a command works with: its parsed line, its output, the configuration, a connection to the server.</summary>
internal sealed class CommandContext(ParseResult line)
{
    private CoxswainSettings? _settings;

    public ParseResult Line { get; } = line;

    public CommandOutput Output { get; } = CommandOutput.ForTerminal(line.GetValue(GlobalOptions.Json));

    /// <summary>Read at first use, so that help and version work with a broken file. Says its warnings once.</summary>
    public CoxswainSettings Settings => _settings ??= Load(GlobalOptions.Settings(Line));

    public T? Get<T>(Option<T> option) => Line.GetValue(option);

    public T? Get<T>(Argument<T> argument) => Line.GetValue(argument);

    /// <summary>The daemon if one is up, else the same server hosted here until the client is disposed.</summary>
    public async Task<CoxClient> ConnectAsync(CancellationToken cancellationToken)
    {
        var client = await CoxConnection.OpenAsync(Settings, Output, cancellationToken);
        if (client.IsDaemon && GlobalOptions.Overridden(Line) is { Count: > 0 } names)
        {
            Output.Say($"A daemon answers, with the settings it was started with: --set {string.Join(", ", names)} does nothing here. Set it in the configuration and start the daemon again, or stop it: cox down");
        }

        return client;
    }

    /// <summary>Reads the configuration with further flags, for commands that have their own.</summary>
    public CoxswainSettings Load(SettingsRequest request) => Keep(CoxswainSettings.Load(request));

    /// <summary>For commands about a daemon that may be running: a broken configuration is a warning.</summary>
    public CoxswainSettings LoadUsable()
    {
        var (settings, problem) = CoxswainSettings.LoadUsable(GlobalOptions.Settings(Line));
        if (problem is not null)
        {
            Output.Say(problem.Message);
            Output.Say($"No daemon starts with this configuration. The one of {settings.Folder.Root} is asked.");
        }

        return Keep(settings);
    }

    private CoxswainSettings Keep(CoxswainSettings settings)
    {
        _settings = settings;
        if (_settings.Folder.IsDemo && !Output.IsMadeUp)
        {
            Output.LabelMadeUp();
        }

        foreach (var warning in _settings.Warnings)
        {
            Output.Say(warning);
        }

        return _settings;
    }
}
