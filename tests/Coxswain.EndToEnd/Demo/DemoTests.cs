using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Coxswain.Testing.Otlp;
using Coxswain.Testing.Processes;

namespace Coxswain.EndToEnd.Demo;

/// <summary><c>cox demo</c> and the wall between made-up and real data, from both sides.</summary>
public sealed class DemoTests : IAsyncLifetime
{
    private const string RealTranscript =
        """{"type":"assistant","sessionId":"11111111-2222-4333-8444-555555555555","timestamp":"2026-11-20T10:00:00.000Z","cwd":"/real","requestId":"req_real","message":{"id":"msg_real","model":"claude-sonnet-4-5-20250929","usage":{"input_tokens":1000000,"output_tokens":1000000}}}""";

    private readonly TemporaryFolder _home = new();
    private readonly LoopbackNetwork _network = LoopbackNetwork.Shared();
    private readonly CoxProcess _cox;

    public DemoTests() => _cox = new CoxProcess(_network, _home.Path);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Data => _home.Combine("cox", "data");

    private string Config => _home.Combine("cox", "data-demo", "config.yaml");

    [Fact]
    public async Task Made_up_data_is_labelled_everywhere_and_takes_nothing_real()
    {
        WriteRealSession();
        var made = (await RunAsync("demo", "--sessions", "3", "--seed", "5", "--json")).Json();
        Assert.True(made.GetProperty("madeUp").GetBoolean());
        Assert.Equal(Config, made.GetProperty("configFile").GetString());
        Assert.False(Directory.Exists(Data));
        var cost = Cost(made.GetProperty("usage"));
        Assert.True(cost > 0);

        await _cox.UpAsync(Token, "--config", Config);
        await RefusesTelemetryAsync();
        await RefusesAsync("connect", "--yes", "--config", Config);
        await RefusesAsync("import", "--config", Config);
        await RefusesAsync("import", "--root", _home.Combine(".claude"), "--config", Config);
        await ReportsAreLabelledAsync("--config", Config);

        Assert.Equal(cost, Cost((await RunAsync("usage", "session", "--json", "--config", Config)).Json()));
        Assert.Equal(0, await _cox.DownAsync(Token));
        Assert.False(File.Exists(_home.Combine(".claude", "settings.json")));
        Assert.False(Directory.Exists(Data));
    }

    [Fact]
    public async Task Demo_shows_calls_that_the_gateway_recovered_and_calls_that_failed()
    {
        // A proxy of the machine is not asked for what stays on it.
        _cox.Environment["HTTP_PROXY"] = _cox.Environment["HTTPS_PROXY"] = "http://127.0.0.1:1";
        var made = (await RunAsync("demo", "--sessions", "2", "--seed", "5", "--json")).Json();
        var calls = made.GetProperty("gateway");
        var session = made.GetProperty("gatewaySession").GetString()!;

        // 28 meet no fault, 16 one that passes; 400, a long retry-after, a lasting overload and a cut text do not.
        Assert.Equal((48, 44, 16, 4), (Count(calls, "calls"), Count(calls, "answered"), Count(calls, "recovered"), Count(calls, "failed")));

        await _cox.UpAsync(Token, "--config", Config);
        var tried = (await RunAsync("error-analyze", "--session", session, "--json", "--config", Config)).Json().GetProperty("gateway");
        Assert.Contains(tried.EnumerateArray(), static row => row.GetProperty("answered").GetInt64() > 0);
        var recorded = (await RunAsync("status", "--json", "--config", Config)).Json().GetProperty("gatewayRecorded");
        Assert.Equal((48, 44, 16, 4), (Count(recorded, "calls"), Count(recorded, "answered"), Count(recorded, "recovered"), Count(recorded, "failed")));
        Assert.Contains("stored, last 30 days: 48 calls, 44 answered, 16 of them after a failure, 4 failed", (await RunAsync("status", "--config", Config)).Output, StringComparison.Ordinal);
        var failed = await RunAsync("sql", "SELECT count() AS n FROM otel.gateway_calls FINAL WHERE outcome = 'failed' AND failure = 'overloaded' AND attempts = 4", "--format", "TSV", "--config", Config);
        Assert.Equal("1", failed.Output.Trim());
        await RefusesCallsAsync();
        Assert.Equal(0, await _cox.DownAsync(Token));
        Assert.False(Directory.Exists(Data));
    }

    /// <summary>The commands it prints lead to a page that answers.</summary>
    [Fact]
    public async Task Demo_says_how_to_see_it_in_the_browser()
    {
        var made = await RunAsync("demo", "--sessions", "1", "--seed", "5");
        var said = made.Errors.Split('\n').Where(static line => line.StartsWith("  cox ", StringComparison.Ordinal)).Select(static line => line.Trim().Split(' ')[1..]).ToList();
        Assert.Equal(["up", "login"], said[^2..].Select(static command => command[0]));

        Assert.Equal(0, (await RunAsync(said[^2])).ExitCode);
        var login = (await RunAsync([.. said[^1], "--json"])).Json();
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var code = new FormUrlEncodedContent([KeyValuePair.Create("code", login.GetProperty("code").GetString())]);
        using var page = await http.PostAsync(login.GetProperty("address").GetString() + "login", code, Token);
        Assert.Contains("MADE-UP DATA (cox demo)", await page.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("down", "--config", Config)).ExitCode);
    }

    [Fact]
    public async Task Demo_named_by_its_data_folder_alone_is_still_a_demo()
    {
        WriteRealSession();
        Directory.CreateDirectory(Data);
        await File.WriteAllTextAsync(Path.Combine(Data, "DEMO.txt"), "made up", Token);

        var usage = await RunAsync("usage", "--data", Data);
        var server = await RunAsync("usage", "--data", Data, "--set", "store.host=db.example");

        Assert.StartsWith("MADE-UP DATA", usage.Output, StringComparison.Ordinal);
        Assert.Contains("No data", usage.Output, StringComparison.Ordinal);
        Assert.Equal(1, server.ExitCode);
        Assert.Contains("made-up data, which does not go to a server: store.host is set (--set)", server.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Demo_leaves_a_folder_alone_that_is_not_marked_as_one()
    {
        var folder = _home.Combine("cox", "data-demo");
        Directory.CreateDirectory(Path.Combine(folder, "data"));
        await File.WriteAllTextAsync(Path.Combine(folder, "data", "state.db"), "real", Token);

        var unmarked = await RunAsync("demo", "--sessions", "1");
        await File.WriteAllTextAsync(Path.Combine(folder, "DEMO.txt"), "made up", Token);
        var mixed = await RunAsync("demo", "--sessions", "1");

        Assert.Equal((1, 1), (unmarked.ExitCode, mixed.ExitCode));
        Assert.Contains($"{folder} exists and is not marked as a demo", unmarked.Errors, StringComparison.Ordinal);
        Assert.Contains($"{Path.Combine(folder, "data")} exists and is not marked as a demo", mixed.Errors, StringComparison.Ordinal);
        Assert.Equal("real", await File.ReadAllTextAsync(Path.Combine(folder, "data", "state.db"), Token));
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _cox.DisposeAsync();
        _network.Dispose();
        _home.Dispose();
    }

    private async Task RefusesTelemetryAsync()
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        var export = new OtlpExport
        {
            Scope = new OtlpScope([new("service.name", "claude-code")], "com.anthropic.claude_code.events", "2.1.330"),
            At = DateTimeOffset.UnixEpoch,
            Logs = [new OtlpLog(1_800_000_000_000_000_000, "claude_code.api_request", [new("event.name", "api_request"), new("cost_usd", 5.0)])],
        };
        foreach (var protocol in Enum.GetValues<OtlpProtocol>())
        {
            var answer = await new OtlpSender(http, protocol == OtlpProtocol.Grpc ? _cox.OtlpGrpc : _cox.OtlpHttp, protocol).SendAsync(export, Token);
            Assert.Equal(protocol == OtlpProtocol.Grpc ? 7 : (int)HttpStatusCode.Forbidden, answer.Status);
            Assert.True(protocol == OtlpProtocol.Grpc || Encoding.UTF8.GetString(answer.Body).Contains("made-up data", StringComparison.Ordinal));
        }
    }

    // A demo's daemon must not send anybody's prompt anywhere, nor record it among what is made up.
    private async Task RefusesCallsAsync()
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var answer = await http.PostAsync(_cox.Gateway + "/v1/messages", new StringContent("{}"), Token);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("made-up data", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    private static long Count(JsonElement calls, string name) => calls.GetProperty(name).GetInt64();

    private async Task ReportsAreLabelledAsync(params string[] where)
    {
        foreach (var command in new[] { "usage", "usage model", "sessions list", "sessions show", "status", "doctor", "sql|SELECT 1 AS one", "config show" })
        {
            var words = command.Contains('|', StringComparison.Ordinal) ? command.Split('|') : command.Split(' ');
            if (command == "sessions show")
            {
                var first = (await RunAsync(["sessions", "list", "--json", .. where])).Json().GetProperty("sessions")[0].GetProperty("sessionId").GetString()!;
                words = [.. words, first];
            }

            var text = await RunAsync([.. words, .. where]);
            var json = await RunAsync([.. words, .. where, "--json"]);
            Assert.True((text.Output + text.Errors).Contains("MADE-UP DATA", StringComparison.Ordinal), $"cox {command} does not say that its data is made up.");
            Assert.True(IsLabelled(json), $"cox {command} --json does not say that its data is made up:\n{json.Output}\n{json.Errors}");
        }

        Assert.Contains("is made up by cox demo", (await RunAsync(["doctor", .. where])).Output, StringComparison.Ordinal);
    }

    // The result of cox sql --json is the store's own; there the label is on stderr.
    private static bool IsLabelled(CommandResult result)
    {
        var root = JsonDocument.Parse(result.Output).RootElement;
        return root.ValueKind == JsonValueKind.Array
            ? root.EnumerateArray().All(static one => one.GetProperty("madeUp").GetBoolean())
            : root.TryGetProperty("madeUp", out _) || result.Errors.Contains("MADE-UP DATA", StringComparison.Ordinal);
    }

    private async Task RefusesAsync(params string[] arguments)
    {
        var result = await RunAsync(arguments);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("made-up data", result.Errors, StringComparison.Ordinal);
    }

    private static decimal Cost(JsonElement usage) => decimal.Parse(usage.GetProperty("totals").GetProperty("costUsd").GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture);

    private void WriteRealSession()
    {
        Directory.CreateDirectory(_home.Combine(".claude", "projects", "-real"));
        File.WriteAllText(_home.Combine(".claude", "projects", "-real", "11111111-2222-4333-8444-555555555555.jsonl"), RealTranscript + "\n");
    }

    private Task<CommandResult> RunAsync(params string[] arguments) => _cox.RunAsync(Token, arguments);
}
