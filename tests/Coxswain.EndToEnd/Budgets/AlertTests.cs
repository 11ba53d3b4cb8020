using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;
using Coxswain.Testing.Otlp;
using Coxswain.Testing.Processes;

namespace Coxswain.EndToEnd.Budgets;

/// <summary>The real daemon: spend comes in by OTLP, the daemon is killed and started again, and each threshold reaches webhook and program exactly once.</summary>
public sealed class AlertTests : IAsyncDisposable
{
    private const double Cost = 0.01232;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly TemporaryFolder _folder = new();
    private readonly LoopbackNetwork _network = LoopbackNetwork.Create();
    private int _requests;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_threshold_is_told_once_over_kills_restarts_and_a_webhook_that_refuses()
    {
        await using var hook = await WebhookReceiver.StartAsync(_network.Listen(), Cancelled);
        await using var cox = Cox();
        await SetUpAsync(cox, hook);
        await cox.UpAsync(Cancelled);
        await cox.DoneAsync("budget", "set", "day", (Cost * 10).ToString(CultureInfo.InvariantCulture), "--notify");
        await cox.DoneAsync("budget", "set", "session", (Cost * 4).ToString(CultureInfo.InvariantCulture), "--name", "quiet");

        // Half of it, and killed at once: whatever was kept or told by then, it is told once.
        await SpendAsync(cox, 5);
        await KillAsync(cox);
        await cox.UpAsync(Cancelled);
        await AlertsAsync(cox, "day", 1);
        await hook.UntilAsync(static taken => taken == 1, Patience);

        // A webhook that refuses, a kill while it is owed, and a call that jumps three thresholds.
        hook.Refuses = true;
        await SpendAsync(cox, 5);
        await hook.Refused.WaitAsync(Patience, TimeProvider.System, Cancelled);
        var owed = await AlertsAsync(cox, "day", 4);
        Assert.Contains("webhook (failed", (await cox.DoneAsync("alerts")).Output, StringComparison.Ordinal);
        Assert.Equal(3, Channel(owed, "webhook").GetProperty("owed").GetInt32());
        Assert.Equal("answered 503", Channel(owed, "webhook").GetProperty("problem").GetString());
        var doctor = await cox.RunAsync(Cancelled, "doctor");
        Assert.Contains("webhook: answered 503; 3 alerts not taken", doctor.Output, StringComparison.Ordinal);
        await KillAsync(cox);
        hook.Refuses = false;
        await cox.UpAsync(Cancelled);
        await hook.UntilAsync(static taken => taken == 2, Patience);

        // Nothing new: not by more spend, not by an orderly restart, not by setting the budget again.
        await SpendAsync(cox, 1);
        await cox.DownAsync(Cancelled);
        await cox.UpAsync(Cancelled);
        await cox.DoneAsync("budget", "set", "day", (Cost * 10).ToString(CultureInfo.InvariantCulture), "--notify", "--downshift");
        await SpendAsync(cox, 1);
        await cox.DoneAsync("alerts", "test", "--channel", "webhook");
        await hook.UntilAsync(static taken => taken == 3, Patience);

        Assert.Equal(["budget_alert", "budget_alert", "test"], hook.Taken.Select(static alert => alert.GetProperty("event").GetString()));
        Assert.Equal([50, 80, 95, 100], hook.Percents.SkipLast(1).Order());
        Assert.Contains("Budget exceeded: budget", hook.Taken.ElementAt(1).GetProperty("text").GetString(), StringComparison.Ordinal);
        await AlertsAsync(cox, "day", 4);
        await AlertsAsync(cox, "quiet", 4);
        var kept = (await cox.DoneAsync("alerts", "--budget", "quiet", "--json")).Json().GetProperty("alerts");
        Assert.All(kept.EnumerateArray(), static alert => Assert.Equal(("s-1", 0), (alert.GetProperty("span").GetString(), alert.GetProperty("deliveries").GetArrayLength())));
        Assert.Equal("day 50\nday 80,95,100\n", await File.ReadAllTextAsync(_folder.Combine("told"), Cancelled));
        Assert.Contains("Last alert", (await cox.DoneAsync("status")).Output, StringComparison.Ordinal);
        Assert.Contains("Last alert", (await cox.DoneAsync("budget-status")).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("T0PS3CRET", (await cox.DoneAsync("config", "show")).Output + doctor.Output + cox.Daemon.Errors + cox.Daemon.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Log_desktop_and_follow_tell_of_it_as_it_comes()
    {
        await using var cox = Cox();
        var shown = _folder.Combine("shown");
        Directory.CreateDirectory(_folder.Combine("bin"));
        WriteScript(_folder.Combine("bin", "notify-send"), $"printf '%s\\n' \"$@\" > '{shown}.part' && mv '{shown}.part' '{shown}'");
        cox.Environment["PATH"] = $"{_folder.Combine("bin")}:{cox.Environment["PATH"]}";
        await cox.DoneAsync("config", "set", "alerts.desktop", "true");
        await cox.UpAsync(Cancelled);
        await cox.DoneAsync("budget", "set", "session", (Cost * 2).ToString(CultureInfo.InvariantCulture), "--notify", "80", "--downshift");
        var line = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var follow = ChildProcess.Start(_network, CoxProcess.Program, ["alerts", "--follow", "--budget", "session"], cox.Environment, cox.Home, said => line.TrySetResult(said));

        await SpendAsync(cox, 2);

        Assert.Contains("50 % reached with $0.0246 of $0.0246 (session s-1)", await line.Task.WaitAsync(Patience, TimeProvider.System, Cancelled), StringComparison.Ordinal);
        await AlertsAsync(cox, "session", 4, static alert => alert.GetProperty("percent").GetInt32() == 50 || alert.GetProperty("deliveries").EnumerateArray().Count(static one => one.GetProperty("takenAt").ValueKind != JsonValueKind.Null) == 2);
        var words = await File.ReadAllTextAsync(shown, Cancelled);
        Assert.StartsWith("--app-name=Coxswain\n--urgency=critical\n--\nCoxswain\nBudget exceeded - forcing Haiku mode: budget \"session\"", words, StringComparison.Ordinal);
        Assert.Contains("Alert: Budget exceeded - forcing Haiku mode: budget \"session\"", cox.Daemon.Errors, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync()
    {
        _network.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private CoxProcess Cox() => new(_network, _folder.Combine("cox"));

    private async Task SetUpAsync(CoxProcess cox, WebhookReceiver hook)
    {
        var script = _folder.Combine("told.sh");
        WriteScript(script, $"grep -q '\"alsoReached\":\\[\\]' && below= || below=80,95,; printf '%s %s%s\\n' \"$COX_ALERT_BUDGET\" \"$below\" \"$COX_ALERT_PERCENT\" >> '{_folder.Combine("told")}'");
        await cox.DoneAsync("config", "set", "alerts.webhookUrl", hook.Address);
        await cox.DoneAsync("config", "set", "alerts.command", script);
        await cox.DoneAsync("config", "set", "alerts.timeout", "00:00:30");
    }

    private static void WriteScript(string path, string body)
    {
        File.WriteAllText(path, "#!/bin/sh\n" + body + "\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private static async Task KillAsync(CoxProcess cox)
    {
        cox.Daemon.Kill();
        await cox.Daemon.WaitAsync(Patience, Cancelled);
    }

    private static JsonElement Channel(JsonElement report, string name) => report.GetProperty("channels").EnumerateArray().Single(channel => channel.GetProperty("name").GetString() == name);

    /// <summary>Asks until so many are kept, and each is as wished.</summary>
    private static async Task<JsonElement> AlertsAsync(CoxProcess cox, string budget, int count, Func<JsonElement, bool>? wished = null)
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        while (true)
        {
            var report = (await cox.DoneAsync("alerts", "--budget", budget, "--json")).Json();
            var alerts = report.GetProperty("alerts").EnumerateArray().ToList();
            if (alerts.Count == count && (wished is null || alerts.All(wished)))
            {
                return report;
            }

            Assert.False(alerts.Count > count || patience.IsCancellationRequested, report.ToString());
        }
    }

    /// <summary>One request event after the other, each acknowledged: durable from then on.</summary>
    private async Task SpendAsync(CoxProcess cox, int requests)
    {
        using var handler = new SocketsHttpHandler { ConnectCallback = ConnectAsync, UseProxy = false };
        using var http = new HttpClient(handler);
        var sender = new OtlpSender(http, cox.OtlpHttp, OtlpProtocol.HttpJson);
        var export = new OtlpExport
        {
            At = TimeProvider.System.GetUtcNow(),
            Scope = new OtlpScope([new("service.name", "claude-code"), new("service.version", "2.1.330")], "com.anthropic.claude_code.events", "2.1.330"),
            Logs = [.. Enumerable.Range(0, requests).Select(_ => Event($"req_{_requests++}"))],
        };
        Assert.True((await sender.SendAsync(export, Cancelled)).Accepted);
    }

    private static OtlpLog Event(string request) => new(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() * 1_000_000, "claude_code.api_request",
    [
        new("event.name", "api_request"), new("session.id", "s-1"), new("request_id", request), new("model", "claude-opus-5-5"), new("prompt.id", "prompt-1"), new("input_tokens", "120"), new("output_tokens", "42"),
        new("cache_read_tokens", "5000"), new("cache_creation_tokens", "2000"), new("cost_usd", Cost.ToString("R", CultureInfo.InvariantCulture)), new("duration_ms", "29"), new("speed", "normal"), new("query_source", "sdk"),
    ]);

    // A socket of the daemon's network.
    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = _network.Run(static () => new Socket(SocketType.Stream, ProtocolType.Tcp));
        await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
