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
    public Task<CoxClient> ConnectAsync(CancellationToken cancellationToken) => CoxConnection.OpenAsync(Settings, Output, cancellationToken);

    /// <summary>Reads the configuration with further flags, for commands that have their own.</summary>
    public CoxswainSettings Load(SettingsRequest request)
    {
        _settings = CoxswainSettings.Load(request);
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
