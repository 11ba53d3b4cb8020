using Coxswain.Testing.Otlp;
using Coxswain.Testing.Processes;
using Coxswain.Testing.Upstream;

namespace Coxswain.EndToEnd.RealClient;

/// <summary>The status line in an interactive session of the real client, on a terminal.</summary>
public sealed class StatusLineTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private readonly LoopbackNetwork _network = LoopbackNetwork.Create();
    private readonly ClaudeCode _client;
    private readonly CoxProcess _cox;

    public StatusLineTests()
    {
        _client = new ClaudeCode(_network, _folder.Combine("home"));
        _cox = new CoxProcess(_network, _folder.Combine("cox"));
        _cox.Environment["CLAUDE_CONFIG_DIR"] = _client.ConfigFolder;
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Shows_model_cost_and_what_is_left_of_the_budget_and_goes_on_when_the_daemon_is_gone()
    {
        Assert.SkipUnless(TmuxSession.IsThere, "Needs tmux for a terminal.");
        await using var upstream = await ScriptedUpstream.StartAsync(_network.Listen(), [UpstreamStep.Say("first done"), UpstreamStep.Say("second done"), UpstreamStep.Say("third done")], Cancelled);
        await _cox.UpAsync(Cancelled);
        await DoneAsync("connect", "--status-line", "--yes");
        await RefreshAsync();
        await DoneAsync("budget", "set", "day", "5");
        await DoneAsync("budget-status");
        await using var terminal = await _client.StartAsync(upstream.Address, (_cox.OtlpHttp, OtlpProtocol.HttpProtobuf), 160, Cancelled);
        await terminal.WaitForAsync(static screen => screen.Contains("Opus 5.5 ·", StringComparison.Ordinal), Limit, Cancelled);

        await AskAsync(terminal, "what is this?", "first done");
        await AskAsync(terminal, "and this?", "second done");
        var line = StatusLine(await terminal.WaitForAsync(static screen => StatusLine(screen).Contains("$4.98 of $5 left today", StringComparison.Ordinal), Limit, Cancelled));
        Assert.StartsWith("Opus 5.5 · $0.0246 · $4.98 of $5 left today · context 1% · cache ", line, StringComparison.Ordinal);

        await _cox.DownAsync(Cancelled);
        await AskAsync(terminal, "still there?", "third done");
        line = StatusLine(await terminal.WaitForAsync(static screen => StatusLine(screen).Contains("cox down", StringComparison.Ordinal), Limit, Cancelled));
        Assert.DoesNotContain("left today", line, StringComparison.Ordinal);
        Assert.Contains("(client)", line, StringComparison.Ordinal);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _cox.DisposeAsync();
        _network.Dispose();
        _folder.Dispose();
    }

    private static string StatusLine(string screen) => screen.Split('\n').LastOrDefault(static line => line.Contains("Opus 5.5 ·", StringComparison.Ordinal))?.Trim() ?? "";

    private static async Task AskAsync(TmuxSession terminal, string prompt, string answer)
    {
        await terminal.TypeAsync(prompt, Cancelled);
        await terminal.WaitForAsync(screen => screen.Contains(prompt, StringComparison.Ordinal), Limit, Cancelled);
        await terminal.PressAsync("Enter", Cancelled);
        await terminal.WaitForAsync(screen => screen.Contains(answer, StringComparison.Ordinal), Limit, Cancelled);
    }

    /// <summary>On a busy machine one line may come too late; so another one is made each second.</summary>
    private async Task RefreshAsync()
    {
        var file = Path.Combine(_client.ConfigFolder, "settings.json");
        var text = await File.ReadAllTextAsync(file, Cancelled);
        const string kind = "\"statusLine\": {\"type\":\"command\",";
        Assert.Contains(kind, text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, text.Replace(kind, kind + "\"refreshInterval\":1,", StringComparison.Ordinal), Cancelled);
    }

    private async Task DoneAsync(params string[] command)
    {
        var result = await _cox.RunAsync(Cancelled, command);
        Assert.True(result.ExitCode == 0, result.Output + result.Errors);
    }
}
