using System.Globalization;

namespace Coxswain.Testing.Processes;

/// <summary>A program on a terminal of its own, kept by a tmux server of its own: what it shows can be read, and keys typed. Ends with this object.</summary>
public sealed class TmuxSession : IAsyncDisposable
{
    public const string Program = "/usr/bin/tmux";

    private static readonly TimeSpan CommandLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly LoopbackNetwork _network;
    private readonly IReadOnlyDictionary<string, string> _environment;
    private readonly string _socket;

    private TmuxSession(LoopbackNetwork network, IReadOnlyDictionary<string, string> environment, string socket)
    {
        _network = network;
        _environment = environment;
        _socket = socket;
    }

    /// <summary>Whether there is a tmux to do it with.</summary>
    public static bool IsThere => File.Exists(Program);

    /// <param name="environment">All of it: nothing is inherited.</param>
    /// <param name="folder">Where the program works; the server's socket is beside it.</param>
    public static async Task<TmuxSession> StartAsync(
        LoopbackNetwork network, IEnumerable<string> command, IReadOnlyDictionary<string, string> environment, string folder, int columns, CancellationToken cancellationToken)
    {
        var session = new TmuxSession(network, new Dictionary<string, string>(environment) { ["TERM"] = "xterm-256color", ["LANG"] = "C.UTF-8" }, Path.Combine(folder, "..", "tmux.socket"));
        await session.RunAsync(cancellationToken, ["-f", "/dev/null", "new-session", "-d", "-x", columns.ToString(CultureInfo.InvariantCulture), "-y", "40", "-c", folder, .. command]);
        return session;
    }

    public Task TypeAsync(string text, CancellationToken cancellationToken) => RunAsync(cancellationToken, "send-keys", "-l", text);

    public Task PressAsync(string key, CancellationToken cancellationToken) => RunAsync(cancellationToken, "send-keys", key);

    public Task<string> ScreenAsync(CancellationToken cancellationToken) => RunAsync(cancellationToken, "capture-pane", "-p");

    /// <returns>The screen once it shows what is waited for.</returns>
    /// <exception cref="TimeoutException">It never did; the message has the screen.</exception>
    public async Task<string> WaitForAsync(Func<string, bool> isShown, TimeSpan limit, CancellationToken cancellationToken)
    {
        var until = TimeProvider.System.GetUtcNow() + limit;
        while (true)
        {
            var screen = await ScreenAsync(cancellationToken);
            if (isShown(screen))
            {
                return screen;
            }

            if (TimeProvider.System.GetUtcNow() > until)
            {
                throw new TimeoutException($"Not shown within {limit}:\n{screen}");
            }

            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await using var kill = ChildProcess.Start(_network, Program, ["-S", _socket, "kill-server"], _environment, "/");
        await kill.WaitAsync(CommandLimit, CancellationToken.None);
    }

    private async Task<string> RunAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        await using var process = ChildProcess.Start(_network, Program, ["-S", _socket, .. arguments], _environment, "/");
        var code = await process.WaitAsync(CommandLimit, cancellationToken);
        return code == 0 ? process.Output : throw new InvalidOperationException($"tmux {arguments[0]} ended with {code}: {process.Errors}");
    }
}
