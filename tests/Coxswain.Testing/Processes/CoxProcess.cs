using System.Text.Json;

namespace Coxswain.Testing.Processes;

/// <summary>The real built <c>cox</c> with its own home folder. <see cref="UpAsync"/> runs the daemon on ports of the system's choice.</summary>
public sealed class CoxProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan CommandLimit = TimeSpan.FromSeconds(120);

    private readonly LoopbackNetwork _network;
    private ChildProcess? _daemon;

    public CoxProcess(LoopbackNetwork network, string home, IReadOnlyDictionary<string, string>? environment = null)
    {
        _network = network;
        Home = home;
        Directory.CreateDirectory(home);
        Environment = new Dictionary<string, string>(environment ?? new Dictionary<string, string>())
        {
            ["PATH"] = System.Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin",
            ["HOME"] = home,
            ["COX_HOME"] = Path.Combine(home, "cox"),
            ["NO_COLOR"] = "1",
        };
        foreach (var name in new[] { "DOTNET_ROOT", "COX_LIBCHDB", "TMPDIR", "LANG" })
        {
            if (System.Environment.GetEnvironmentVariable(name) is { Length: > 0 } value)
            {
                Environment[name] = value;
            }
        }
    }

    /// <summary>The built program: <c>COX_PROGRAM</c>, else the one built in the same configuration as this code.</summary>
    public static string Program { get; } = Find();

    public string Home { get; }

    /// <summary>Everything its processes get to see.</summary>
    public Dictionary<string, string> Environment { get; }

    public string OtlpHttp { get; private set; } = "";

    public string OtlpGrpc { get; private set; } = "";

    public string Api { get; private set; } = "";

    public string Gateway { get; private set; } = "";

    /// <summary>Of the API listener at the next start; 0 lets the system choose.</summary>
    public int ApiPort { get; set; }

    public ChildProcess Daemon => _daemon ?? throw new InvalidOperationException("The daemon was not started.");

    /// <summary>Starts the daemon and returns when it said where it listens.</summary>
    public async Task UpAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        var said = new List<string>();
        var ready = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        string[] all = ["up", "--json", "--api", ApiPort.ToString(System.Globalization.CultureInfo.InvariantCulture), "--otlp-http", "0", "--otlp-grpc", "0", "--gateway", "0", .. arguments];
        _daemon = ChildProcess.Start(_network, Program, all, Environment, Home, line =>
        {
            said.Add(line);
            if (TryParse(string.Concat(said)) is { } report)
            {
                ready.TrySetResult(report);
            }
        });
        var exited = _daemon.WaitAsync(Timeout.InfiniteTimeSpan, cancellationToken);
        var first = await Task.WhenAny(ready.Task, exited, Task.Delay(StartLimit, TimeProvider.System, cancellationToken));
        if (first != ready.Task)
        {
            throw new InvalidOperationException($"cox up did not come up.\n{_daemon.Output}\n{_daemon.Errors}");
        }

        var record = await ready.Task;
        OtlpHttp = record.GetProperty("otlpHttp").GetString()!;
        Gateway = record.GetProperty("gateway").GetString()!;
        OtlpGrpc = record.GetProperty("otlpGrpc").GetString()!;
        Api = record.GetProperty("api").GetString()!;
    }

    /// <summary>Runs one command to its end.</summary>
    public Task<CommandResult> RunAsync(CancellationToken cancellationToken, params string[] arguments) => RunInAsync(Home, cancellationToken, arguments);

    /// <summary>Runs one command in a folder.</summary>
    public async Task<CommandResult> RunInAsync(string folder, CancellationToken cancellationToken, params string[] arguments)
    {
        await using var process = ChildProcess.Start(_network, Program, arguments, Environment, folder);
        var code = await process.WaitAsync(CommandLimit, cancellationToken);
        return new CommandResult(code, process.Output, process.Errors);
    }

    /// <summary>Stops the daemon in an orderly way and returns its exit code.</summary>
    public async Task<int> DownAsync(CancellationToken cancellationToken)
    {
        Daemon.Terminate();
        return await Daemon.WaitAsync(CommandLimit, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_daemon is not null)
        {
            await _daemon.DisposeAsync();
        }
    }

    private static JsonElement? TryParse(string text)
    {
        try
        {
            return JsonDocument.Parse(text).RootElement;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Find()
    {
        if (System.Environment.GetEnvironmentVariable("COX_PROGRAM") is { Length: > 0 } given)
        {
            return given;
        }

        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var built = RepositoryRoot.Combine("src", "Coxswain.Cli", "bin", configuration, "net10.0", "cox");
        return File.Exists(built) ? built : throw new FileNotFoundException($"{built} is not built: run `dotnet build src/Coxswain.Cli -c {configuration}`.");
    }
}
