using System.Text;
using System.Text.Json;
using Coxswain.Testing.Processes;

namespace Coxswain.EndToEnd.Setup;

/// <summary><c>connect</c> and <c>disconnect</c> on settings files as people have them: undo gives back every byte, the link and the mode.</summary>
public sealed class ConnectTests : IAsyncLifetime
{
    private readonly TemporaryFolder _home = new();
    private readonly LoopbackNetwork _network = LoopbackNetwork.Shared();
    private readonly CoxProcess _cox;

    public ConnectTests() => _cox = new CoxProcess(_network, _home.Path);

    public static TheoryData<string> Files =>
    [
        "{}",
        "{\n  \"model\": \"opus\"\n}\n",
        "{\r\n\t// mine\r\n\t\"model\": \"opus\",\r\n\t\"env\": { /* here */ \"A\": \"1\", },\r\n}\r\n",
        "\uFEFF{\n      \"model\": \"opus\",\n \"env\": {\n\"OTEL_LOGS_EXPORTER\": \"none\"}}",
        "{\"model\":\"opus\",\"env\":{\"A\":\"1\",\"A\":\"2\"},\"hooks\":[1,[2,{\"env\":{}}]]}",
        "",
        "{\"env\" : {\"OTEL_EXPORTER_OTLP_LOGS_ENDPOINT\":\t\"https://else.where/v1/logs\" , \"OTEL_EXPORTER_OTLP_TRACES_HEADERS\": \"k=v\"}}",
        "{\"model\":\"日本\\u0041\"}",
        "{\n  \"statusLine\": { \"type\": \"command\", /* mine */ \"command\": \"~/line.sh\" },\n  \"hooks\": {\n    \"Stop\": [\n      { \"matcher\": \"\", \"hooks\": [ { \"type\": \"command\", \"command\": \"echo 日本\" } ] },\n    ],\n    \"SessionEnd\": []\n  }\n}\n",
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Settings => _home.Combine(".claude", "settings.json");

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Disconnect_gives_back_every_byte(string text)
    {
        var before = Write(text);

        foreach (var more in new string[][] { [], ["--hooks", "--status-line", "--base-url", "http://127.0.0.1:1"] })
        {
            if (more.Length > 0 && text.Contains("\"hooks\":[", StringComparison.Ordinal))
            {
                Assert.Contains("is left alone", (await RunAsync(["connect", "--yes", .. more])).Errors, StringComparison.Ordinal);
                continue;
            }

            Assert.Equal(0, (await RunAsync(["connect", "--yes", .. more])).ExitCode);
            Assert.NotEqual(before, await File.ReadAllBytesAsync(Settings, Token));
            Assert.Equal(0, (await RunAsync("disconnect", "--yes")).ExitCode);
            Assert.Equal(before, await File.ReadAllBytesAsync(Settings, Token));
        }
    }

    [Fact]
    public async Task Undo_says_what_it_puts_back()
    {
        Write("{\n  \"env\": {\n    \"OTEL_LOGS_EXPORTER\": \"console\"\n  }\n}\n");
        Assert.Equal(0, (await RunAsync("connect", "--yes")).ExitCode);

        var undone = await RunAsync("disconnect", "--dry-run");

        Assert.Contains("+ \"OTEL_LOGS_EXPORTER\": \"console\" as before\n", undone.Output, StringComparison.Ordinal);
        Assert.Contains("- \"OTEL_METRICS_EXPORTER\"\n", undone.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("+ \"OTEL_METRICS_EXPORTER\"", undone.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hooks_and_status_line_set_by_others_meanwhile_are_kept_and_named()
    {
        Write("{\n  \"hooks\": {\n    \"Stop\": []\n  }\n}\n");
        Assert.Equal(0, (await RunAsync("connect", "--yes", "--hooks", "--status-line")).ExitCode);
        var connected = await File.ReadAllTextAsync(Settings, Token);

        await File.WriteAllTextAsync(Settings, connected
            .Replace("\"Stop\": [", "\"Stop\": [ {\"matcher\": \"theirs\"},", StringComparison.Ordinal).Replace("statusline", "other", StringComparison.Ordinal), Token);
        var disconnected = await RunAsync("disconnect", "--yes");

        Assert.Equal(0, disconnected.ExitCode);
        Assert.Contains("\"statusLine\" no longer has the value that connect wrote", disconnected.Errors, StringComparison.Ordinal);
        var left = JsonDocument.Parse(await File.ReadAllTextAsync(Settings, Token)).RootElement;
        Assert.Equal(["statusLine", "hooks"], left.EnumerateObject().Select(static member => member.Name));
        Assert.Equal("[ {\"matcher\": \"theirs\"}]", Assert.Single(left.GetProperty("hooks").EnumerateObject()).Value.GetRawText().Replace("\n    ", "", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ftp://gateway.example", 2, "--base-url cannot be used")]
    [InlineData("https://me:s3cret@gateway.example", 2, "a name or password")]
    [InlineData("http://127.0.0.1:1/gateway", 0, "nothing answers at http://127.0.0.1:1/gateway")]
    public async Task Base_url_that_cannot_be_one_is_refused_and_one_that_is_silent_is_told(string url, int code, string said)
    {
        Write("{}");

        var result = await RunAsync("connect", "--yes", "--base-url", url);

        Assert.Equal(code, result.ExitCode);
        Assert.Contains(said, result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", result.Errors + result.Output, StringComparison.Ordinal);
        Assert.Equal(code == 0, (await File.ReadAllTextAsync(Settings, Token)).Contains("\"ANTHROPIC_BASE_URL\": \"http://127.0.0.1:1/gateway\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{\"session_id\":\"s-1\",\"model\":{\"display_name\":\"Opus\\u001b[31m 5.5\"},\"cost\":{\"total_cost_usd\":0.5}}", "Opus\uFFFD[31m 5.5 · $0.5000 (client) · cox down")]
    [InlineData("{\"session_id\":", "cox: no session named")]
    [InlineData("", "cox: no session named")]
    [InlineData(null, "cox: no session named")]
    public async Task Status_line_as_connect_writes_it_ends_well_without_a_daemon_whatever_it_is_given(string? input, string line)
    {
        Write("{}");
        Assert.Equal(0, (await RunAsync("connect", "--yes", "--status-line")).ExitCode);
        var command = JsonDocument.Parse(await File.ReadAllTextAsync(Settings, Token)).RootElement.GetProperty("statusLine").GetProperty("command").GetString()!;
        var file = _home.Combine("input.json");
        await File.WriteAllTextAsync(file, input ?? new string('x', 2 << 20), Token);

        await using var shell = ChildProcess.Start(_network, "/bin/sh", ["-c", $"{command} < '{file}'"], _cox.Environment, _home.Path);

        Assert.Equal((0, line), (await shell.WaitAsync(TimeSpan.FromSeconds(60), Token), shell.Output.Trim()));
        Assert.Equal("", shell.Errors);
    }

    [Fact]
    public async Task Edit_made_in_between_is_kept_byte_for_byte()
    {
        Write("{\r\n\t\"model\": \"opus\", // best\r\n\t\"env\": {\"A\": \"1\"}\r\n}\r\n");
        Assert.Equal(0, (await RunAsync("connect", "--yes")).ExitCode);
        var connected = await File.ReadAllTextAsync(Settings, Token);

        await File.WriteAllTextAsync(Settings, connected.Replace("\"opus\", // best", "\"haiku\",  // cheap", StringComparison.Ordinal) + "// end", Token);
        Assert.Equal(0, (await RunAsync("disconnect", "--yes")).ExitCode);

        Assert.Equal("{\r\n\t\"model\": \"haiku\",  // cheap\r\n\t\"env\": {\"A\": \"1\"}\r\n}\r\n// end", await File.ReadAllTextAsync(Settings, Token));
    }

    [Fact]
    public async Task Second_connect_with_nothing_to_change_says_so_and_succeeds()
    {
        Write("{}");
        var first = await RunAsync("connect", "--yes");
        var connected = await File.ReadAllBytesAsync(Settings, Token);

        var second = await RunAsync("connect", "--yes");
        var other = await RunAsync("connect", "--yes", "--protocol", "grpc");

        Assert.Equal((0, 0, 1), (first.ExitCode, second.ExitCode, other.ExitCode));
        Assert.Contains("is already connected", second.Errors, StringComparison.Ordinal);
        Assert.Contains("connected already, with other values", other.Errors, StringComparison.Ordinal);
        Assert.Equal("", other.Output);
        Assert.Equal(connected, await File.ReadAllBytesAsync(Settings, Token));
    }

    [Fact]
    public async Task Keys_that_are_replaced_are_shown_nowhere_and_what_wins_over_ours_is_told()
    {
        Write("{\"otelHeadersHelper\":\"./keys\",\"env\":{\"OTEL_EXPORTER_OTLP_HEADERS\":\"k=s3cret\",\"OTEL_EXPORTER_OTLP_ENDPOINT\":\"https://u:s3cret@else.where/s3cret\",\"OTEL_EXPORTER_OTLP_LOGS_HEADERS\":\"k=s3cret\"}}");
        var project = _home.Combine("project", ".claude", "settings.local.json");
        Directory.CreateDirectory(Path.GetDirectoryName(project)!);
        await File.WriteAllTextAsync(project, "{\"env\":{\"CLAUDE_CODE_ENABLE_TELEMETRY\":\"0\"}}", Token);

        foreach (var form in new string[][] { [], ["--json"] })
        {
            var shown = await _cox.RunInAsync(_home.Combine("project"), Token, ["connect", "--dry-run", "--set", "otlp.apiKey=s3cret-too", .. form]);

            Assert.Equal(0, shown.ExitCode);
            Assert.DoesNotContain("s3cret", shown.Output + shown.Errors, StringComparison.Ordinal);
            Assert.Contains(project, shown.Output + shown.Errors, StringComparison.Ordinal);
            Assert.Contains("otelHeadersHelper", shown.Output + shown.Errors, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Headers_that_come_along_with_an_endpoint_taken_over_are_noted_before_asking(bool isInFile)
    {
        var headers = isInFile ? "\"OTEL_EXPORTER_OTLP_HEADERS\":\"authorization=s3cret\"," : "";
        Write("{\"env\":{" + headers + "\"OTEL_EXPORTER_OTLP_LOGS_HEADERS\":\"k=s3cret\",\"OTEL_EXPORTER_OTLP_ENDPOINT\":\"https://else.where\"}}");
        if (!isInFile)
        {
            _cox.Environment["OTEL_EXPORTER_OTLP_HEADERS"] = "authorization=s3cret";
        }

        foreach (var form in new string[][] { [], ["--json"] })
        {
            var shown = await RunAsync(["connect", "--dry-run", .. form]);

            Assert.Equal(0, shown.ExitCode);
            Assert.Contains($"OTEL_EXPORTER_OTLP_HEADERS, set in {(isInFile ? Settings : "this shell")}, stays", shown.Output + shown.Errors, StringComparison.Ordinal);
            Assert.Contains(form.Length == 0 ? "+ \"OTEL_EXPORTER_OTLP_LOGS_HEADERS\": \"\"" : "OTLP_LOGS_HEADERS", shown.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("s3cret", shown.Output + shown.Errors, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Link_and_mode_stay_as_they_are()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var real = _home.Combine("dotfiles.json");
        await File.WriteAllTextAsync(real, "{ \"model\": \"opus\" }", Token);
        Directory.CreateDirectory(_home.Combine(".claude"));
        File.CreateSymbolicLink(Settings, "../dotfiles.json");
        foreach (var mode in new[] { 0b100_100_100, 0b110_110_110 })
        {
            File.SetUnixFileMode(real, (UnixFileMode)mode);

            Assert.Equal(0, (await RunAsync("connect", "--yes")).ExitCode);
            Assert.Equal((UnixFileMode)mode, File.GetUnixFileMode(real));
            Assert.Contains("OTEL_EXPORTER_OTLP_ENDPOINT", await File.ReadAllTextAsync(real, Token), StringComparison.Ordinal);
            Assert.Equal(0, (await RunAsync("disconnect", "--yes")).ExitCode);

            Assert.Equal((UnixFileMode)mode, File.GetUnixFileMode(real));
            Assert.Equal("../dotfiles.json", new FileInfo(Settings).LinkTarget);
            Assert.Equal("{ \"model\": \"opus\" }", await File.ReadAllTextAsync(real, Token));
        }
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _cox.DisposeAsync();
        _network.Dispose();
        _home.Dispose();
    }

    private byte[] Write(string text)
    {
        Directory.CreateDirectory(_home.Combine(".claude"));
        var bytes = new UTF8Encoding(false).GetBytes(text);
        File.WriteAllBytes(Settings, bytes);
        return bytes;
    }

    private Task<CommandResult> RunAsync(params string[] arguments) => _cox.RunAsync(Token, arguments);
}
