using System.Text;
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
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Settings => _home.Combine(".claude", "settings.json");

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Disconnect_gives_back_every_byte(string text)
    {
        var before = Write(text);

        Assert.Equal(0, (await RunAsync("connect", "--yes")).ExitCode);
        Assert.NotEqual(before, await File.ReadAllBytesAsync(Settings, Token));
        Assert.Equal(0, (await RunAsync("disconnect", "--yes")).ExitCode);

        Assert.Equal(before, await File.ReadAllBytesAsync(Settings, Token));
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
