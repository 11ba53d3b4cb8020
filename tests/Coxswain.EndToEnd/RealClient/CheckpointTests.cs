using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Coxswain.Testing.Otlp;
using Coxswain.Testing.Processes;
using Coxswain.Testing.Upstream;

namespace Coxswain.EndToEnd.RealClient;

/// <summary>The real client with the hooks of <c>session-checkpoint --enable</c>: checkpoints at prompt and stop, files that come back, sessions that are resumed.</summary>
public sealed class CheckpointTests : IAsyncLifetime
{
    private const string Before = "{\r\n\t\"hooks\":  { \"Stop\": [ { \"hooks\": [ { \"type\": \"command\", \"command\": \"true\" } ] } ] }\r\n}\r\n";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    private readonly TemporaryFolder _folder = new();
    private readonly LoopbackNetwork _network = LoopbackNetwork.Create();
    private readonly ClaudeCode _client;
    private readonly CoxProcess _cox;

    public CheckpointTests()
    {
        _client = new ClaudeCode(_network, _folder.Combine("home"));
        _cox = new CoxProcess(_network, _folder.Combine("cox"));
        _cox.Environment["CLAUDE_CONFIG_DIR"] = _client.ConfigFolder;
        Directory.CreateDirectory(_folder.Combine("bin"));
        File.CreateSymbolicLink(_folder.Combine("bin", "claude"), ClaudeCode.Program);
        _cox.Environment["PATH"] = $"{_folder.Combine("bin")}:{_cox.Environment["PATH"]}";
        Git("init", "-q", "-b", "main");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Settings => Path.Combine(_client.ConfigFolder, "settings.json");

    [Fact]
    public async Task Checkpoints_are_made_at_prompt_and_stop_and_the_files_of_the_prompt_come_back()
    {
        await File.WriteAllTextAsync(Settings, Before, Token);
        await _cox.DoneAsync("session-checkpoint", "--enable", "--yes");
        var readme = Path.Combine(_client.ProjectFolder, "README.md");
        var written = Path.Combine(_client.ProjectFolder, "new.txt");
        await using var upstream = await ScriptedUpstream.StartAsync(
            _network.Listen(), [UpstreamStep.Call("Write", new { file_path = written, content = "hello" }), UpstreamStep.Say("all done")], Token);

        var result = await _client.RunAsync(upstream.Address, null, "write it", Token);

        Assert.True(result is { ExitCode: 0, IsError: false }, result.Output);
        Assert.True(File.Exists(written), result.Output);
        var list = (await _cox.DoneAsync("session-checkpoint", "list", "--json")).Json();
        var made = list.GetProperty("checkpoints").EnumerateArray().ToArray();
        Assert.Equal(["stop", "prompt"], made.Select(static one => one.GetProperty("reason").GetString()));
        Assert.All(made, one => Assert.Equal(result.SessionId, one.GetProperty("sessionId").GetString()));
        Assert.All(made, static one => Assert.True(one.GetProperty("commit").GetString() is { Length: 40 }, one.ToString()));
        Assert.True(made[0].GetProperty("transcriptBytes").GetInt64() > 0);

        await File.WriteAllTextAsync(readme, "uncommitted", Token);
        await _cox.DoneAsync("session-checkpoint", "restore", $"{result.SessionId[..8]}/1");
        Assert.False(File.Exists(written));
        Assert.NotEqual("uncommitted", await File.ReadAllTextAsync(readme, Token));
        await _cox.DoneAsync("session-checkpoint", "restore", $"{result.SessionId[..8]}/3");
        Assert.Equal("uncommitted", await File.ReadAllTextAsync(readme, Token));
        Assert.Equal("hello", await File.ReadAllTextAsync(written, Token));

        var empty = Path.Combine(_cox.Home, "cox", "data", "checkpoints", result.SessionId, "9.json");
        await File.WriteAllTextAsync(empty, "", Token);
        Assert.Equal(empty, Assert.Single((await _cox.DoneAsync("session-checkpoint", "list", "--json")).Json().GetProperty("unreadable").EnumerateArray()).GetString());
        Assert.Contains($"{empty} is empty or broken", (await _cox.DoneAsync("session-checkpoint", "list")).Output, StringComparison.Ordinal);

        await _cox.DoneAsync("session-checkpoint", "--disable", "--yes");
        Assert.Equal(Before, await File.ReadAllTextAsync(Settings, Token));
    }

    [Fact]
    public async Task Things_to_do_are_kept_where_the_client_keeps_them()
    {
        await _cox.DoneAsync("session-checkpoint", "--enable", "--yes");
        foreach (var (tool, input, expected) in new (string, object, string)[]
        {
            ("TaskCreate", new { subject = "Write the test", description = "d" }, "Write the test"),
            ("TodoWrite", new { todos = new[] { new { content = "Fix it", status = "in_progress", activeForm = "Fixing" } } }, "Fix it"),
        })
        {
            var switched = new { env = new Dictionary<string, string> { ["CLAUDE_CODE_ENABLE_TODO_TOOLS"] = "1", ["CLAUDE_CODE_ENABLE_TASKS"] = tool == "TaskCreate" ? "1" : "0" } };
            await using var upstream = await ScriptedUpstream.StartAsync(_network.Listen(), [UpstreamStep.Call(tool, input), UpstreamStep.Say("all done")], Token);
            var result = await _client.RunAsync(upstream.Address, null, "plan it", Token, "--settings", JsonSerializer.Serialize(switched));

            var shown = (await _cox.DoneAsync("session-checkpoint", "show", $"{result.SessionId}/2", "--json")).Json();

            Assert.Equal(expected, Assert.Single(shown.GetProperty("todos").EnumerateArray()).GetProperty("text").GetString());
        }
    }

    [Fact]
    public async Task Session_that_died_of_an_overloaded_upstream_is_resumed_once_it_heals()
    {
        _cox.Environment["ANTHROPIC_API_KEY"] = "sk-ant-test";
        _cox.Environment["IS_SANDBOX"] = "1";
        _cox.Environment["CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC"] = "1";
        _cox.Environment["DISABLE_AUTOUPDATER"] = "1";
        _cox.Environment["COX_CHECKPOINTS_RESUME_WAIT"] = "00:00:01";
        _cox.Environment["COX_CHECKPOINTS_LOOK_INTERVAL"] = "00:00:01";
        await _cox.UpAsync(Token);
        await _cox.DoneAsync("session-checkpoint", "--enable", "--auto-recovery", "--yes");
        var overloaded = UpstreamStep.Fail(529, "overloaded_error", "Overloaded");
        await using var upstream = await ScriptedUpstream.StartAsync(_network.Listen(), [overloaded, overloaded, overloaded, overloaded, UpstreamStep.Say("all done")], Token);

        var died = await _client.RunAsync(upstream.Address, null, "what is this?", Token);

        Assert.True(died.IsError, died.Output);
        var failed = await ResumedAsync();
        Assert.Equal(died.SessionId, failed.GetProperty("sessionId").GetString());
        Assert.Equal("overloaded", failed.GetProperty("class").GetString());
        Assert.Equal("succeeded", Assert.Single(failed.GetProperty("resumes").EnumerateArray()).GetProperty("outcome").GetString());
        Assert.Equal("let_be", failed.GetProperty("action").GetString());
        var transcript = Assert.Single(Directory.EnumerateFiles(Path.Combine(_client.ConfigFolder, "projects"), "*.jsonl", SearchOption.AllDirectories));
        Assert.Contains("all done", await File.ReadAllTextAsync(transcript, Token), StringComparison.Ordinal);
        Assert.Equal(5, upstream.Calls.Count);
        await _cox.DoneAsync("import");
        var analysis = (await _cox.DoneAsync("error-analyze", "--session", died.SessionId, "--suggest-fixes", "--json")).Json();
        var told = analysis.GetProperty("autoRecovery");
        Assert.Equal((true, 1, 1, 1), (told.GetProperty("isOn").GetBoolean(), told.GetProperty("resumes").GetInt32(), told.GetProperty("succeeded").GetProperty("count").GetInt32(), told.GetProperty("succeeded").GetProperty("of").GetInt32()));
        Assert.Empty(analysis.GetProperty("suggestions").EnumerateArray());
        Assert.Contains("Auto-recovery is on; it resumed this session 1 time, and that ended well in 1 of 1", (await _cox.DoneAsync("error-analyze", "--session", died.SessionId)).Output, StringComparison.Ordinal);
    }

    /// <summary>Through the gateway each failure is seen there too, and counts once.</summary>
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Failures_of_a_session_are_told_with_what_recovered_them_and_what_may_help(bool isThroughGateway, bool isTelling)
    {
        var overloaded = UpstreamStep.Fail(529, "overloaded_error", "Overloaded");
        await using var upstream = await ScriptedUpstream.StartAsync(
            _network.Listen(), [overloaded, UpstreamStep.Call("Read", new { file_path = Path.Combine(_client.ProjectFolder, "README.md") }), overloaded, overloaded, overloaded, overloaded], Token);
        _cox.Environment["COX_GATEWAY_UPSTREAM"] = upstream.Address;
        _cox.Environment["COX_GATEWAY_MOST_ATTEMPTS"] = "1";
        await _cox.UpAsync(Token);

        var died = await _client.RunAsync(isThroughGateway ? _cox.Gateway : upstream.Address, isTelling ? (_cox.OtlpHttp, OtlpProtocol.HttpProtobuf) : null, "what is this?", Token);
        await _cox.DoneAsync("import");
        await SeenByGatewayAsync(isThroughGateway ? 6 : 0);

        var analysis = (await _cox.DoneAsync("error-analyze", "--session", died.SessionId[..8], "--suggest-fixes", "--json")).Json();

        Assert.Equal("ok", analysis.GetProperty("state").GetString());
        Assert.Equal((1, 2), (analysis.GetProperty("givenUp").GetProperty("count").GetInt32(), analysis.GetProperty("givenUp").GetProperty("of").GetInt32()));
        Assert.Equal((1, 2), (analysis.GetProperty("recovered").GetProperty("count").GetInt32(), analysis.GetProperty("recovered").GetProperty("of").GetInt32()));
        Assert.Equal(5, analysis.GetProperty("failedTries").GetInt32());
        Assert.Equal("overloaded", Assert.Single(analysis.GetProperty("classes").EnumerateArray()).GetProperty("class").GetString());
        Assert.Equal("cox session-checkpoint --enable --auto-recovery", Assert.Single(analysis.GetProperty("suggestions").EnumerateArray()).GetProperty("command").GetString());
        var here = await _cox.RunInAsync(_client.ProjectFolder, Token, "error-analyze");
        Assert.Contains("Given up: 1 of 2 (50.0", here.Output, StringComparison.Ordinal);
        Assert.Contains($"Current session: {died.SessionId}", here.Errors, StringComparison.Ordinal);
        Assert.Equal(4, (await _cox.RunAsync(Token, "error-analyze", "--session", "nobody")).ExitCode);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _cox.DisposeAsync();
        _network.Dispose();
        _folder.Dispose();
    }

    private async Task<JsonElement> ResumedAsync()
    {
        var start = TimeProvider.System.GetTimestamp();
        JsonElement list = default;
        while (TimeProvider.System.GetElapsedTime(start) < Patience)
        {
            list = (await _cox.DoneAsync("session-checkpoint", "list", "--json")).Json();
            foreach (var failed in list.GetProperty("failed").EnumerateArray())
            {
                if (failed.GetProperty("resumes").EnumerateArray().Any(static one => one.GetProperty("outcome").ValueKind == JsonValueKind.String))
                {
                    return failed;
                }
            }

            await Task.Delay(Pause, TimeProvider.System, Token);
        }

        throw new TimeoutException($"The session was not resumed.\n{list}\n{_cox.Daemon.Errors}");
    }

    private async Task SeenByGatewayAsync(int calls)
    {
        var start = TimeProvider.System.GetTimestamp();
        var seen = "";
        while (TimeProvider.System.GetElapsedTime(start) < Patience)
        {
            seen = (await _cox.DoneAsync("sql", "--format", "TSV", "SELECT count() FROM otel.gateway_calls FINAL WHERE operation = 'messages'")).Output.Trim();
            if (seen == calls.ToString(CultureInfo.InvariantCulture))
            {
                return;
            }

            await Task.Delay(Pause, TimeProvider.System, Token);
        }

        throw new TimeoutException($"The gateway recorded {seen} calls, not {calls}.");
    }

    private void Git(params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = _client.ProjectFolder })!;
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
    }
}
