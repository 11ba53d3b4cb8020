using Coxswain.Cli.Setup;
using Coxswain.Server.Configuration;
using Coxswain.Server.Hosting;

namespace Coxswain.Cli.Commands.Setup;

/// <summary>What the options of <c>connect</c> ask the settings to say.</summary>
internal sealed class ConnectWishes
{
    private readonly CommandContext _context;
    private readonly IReadOnlyDictionary<string, string> _shell = SettingsRequest.ProcessEnvironment();
    private readonly string _protocol;
    private readonly string _endpoint;
    private readonly string? _baseUrl;

    public ConnectWishes(CommandContext context)
    {
        _context = context;
        _baseUrl = context.Get(ConnectOptions.BaseUrl) is { } url ? BaseUrl.Checked(url) : null;
        _protocol = context.Get(ConnectOptions.Protocol) ?? TelemetryEnvironment.Protocols[0];
        _endpoint = AddressOf(context.Settings, _protocol == "grpc" ? Listener.OtlpGrpc : Listener.OtlpHttp);
    }

    /// <param name="before">The settings as they stand; <see langword="null"/> when there is no file.</param>
    /// <exception cref="FormatException">The text is not a settings object.</exception>
    public IReadOnlyList<SettingsWish> Over(string? before)
    {
        var wishes = new List<SettingsWish> { SettingsWish.Environment(Variables(before)) };
        if (_context.Get(ConnectOptions.StatusLine))
        {
            wishes.Add(StatusLineSettings.For(Line("statusline")));
        }

        if (_context.Get(ConnectOptions.Hooks))
        {
            wishes.Add(HookSettings.For(Line("hook"), AddressOf(_context.Settings, Listener.Api), HookKey()));
        }

        if (_context.Get(ConnectOptions.Budgets))
        {
            wishes.Add(HookSettings.ForBudgets(Line("hook --budgets")));
        }

        return wishes;
    }

    /// <param name="user">The user's settings as they will stand.</param>
    public async Task<IReadOnlyList<SettingsConcern>> ConcernsAsync(SettingsLayer user, CancellationToken cancellationToken)
    {
        var others = SettingsLayers.Read(Path.GetFullPath("."), SettingsLayers.ManagedFolder, user.File);
        var header = ReceiverKey.HeaderOf(_context.Settings);
        var stay = SettingsConcerns.HeadersThatStay(user.File, ClaudeSettingsText.Variables(user.Text), _shell, header);
        IReadOnlyList<SettingsConcern> concerns = [.. SettingsConcerns.Find(user, others, _protocol, _endpoint, header), .. stay is null ? [] : new[] { stay }];
        return _baseUrl is null || await BaseUrl.AnswersAsync(_baseUrl, cancellationToken)
            ? concerns
            : [.. concerns, new SettingsConcern(true, $"nothing answers at {_baseUrl} now. While {BaseUrl.Variable} is set so and nothing answers there, Claude Code cannot work.")];
    }

    // Of single signals only those that are set somewhere, in the file or in this shell: a value in the file wins over the shell's.
    private IEnumerable<(string Name, string Value)> Variables(string? before)
    {
        var header = ReceiverKey.HeaderOf(_context.Settings);
        var there = ClaudeSettingsText.Variables(before);
        IEnumerable<(string Name, string Value)> variables =
        [
            .. TelemetryEnvironment.For(_protocol, _endpoint, header, _context.Get(ConnectOptions.ToolDetails)),
            .. TelemetryEnvironment.PerSignal(_protocol, _endpoint, header).Where(one => there.ContainsKey(one.Name) || _shell.GetValueOrDefault(one.Name) is { Length: > 0 }),
        ];
        return _baseUrl is null ? variables : [.. variables, (BaseUrl.Variable, _baseUrl)];
    }

    private string Line(string verb) => CoxProgram.Line(verb, _context.Settings.Folder.Root, _shell, Environment.ProcessPath);

    private (string Name, string Value)? HookKey() => ReceiverKey.Of(_context.Settings) is not { } key ? null
        : key.Value.Contains('$', StringComparison.Ordinal)
            ? throw new CommandException(ExitCode.Failed, "otlp.apiKey has a $ in it, which Claude Code would read as the name of a variable in a hook's header. Choose another key, or leave out --hooks.")
            : key;

    private static string AddressOf(CoxswainSettings settings, Listener listener)
    {
        var (name, running) = listener switch
        {
            Listener.OtlpGrpc => ("server.otlpGrpcAddress", DaemonRecord.Find(settings.Folder)?.OtlpGrpc),
            Listener.OtlpHttp => ("server.otlpHttpAddress", DaemonRecord.Find(settings.Folder)?.OtlpHttp),
            _ => ("server.apiAddress", DaemonRecord.Find(settings.Folder)?.Api),
        };
        return running ?? (ListenAddress.TryParse(settings.Values.First(setting => setting.Name == name).Value, out var address) && address.Port != 0
            ? address.ClientUrl
            : throw new CommandException(ExitCode.Failed, $"{name} has no fixed port and no daemon is up, so there is no address to write. Start it first: cox up --detach"));
    }
}
