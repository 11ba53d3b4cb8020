using Coxswain.Testing.Processes;

namespace Coxswain.EndToEnd.Daemon;

/// <summary>Nothing a terminal would act on leaves the program unless a terminal that shows colours is there.</summary>
public sealed class TerminalTests : IAsyncLifetime
{
    private static readonly string[] Commands =
        ["--help", "--version", "usage --help", "usage", "config show", "config set --help", "connect --dry-run", "disconnect", "status", "nonsense"];

    private readonly TemporaryFolder _home = new();
    private readonly LoopbackNetwork _network = LoopbackNetwork.Shared();
    private readonly CoxProcess _cox;

    public TerminalTests()
    {
        _cox = new CoxProcess(_network, _home.Path);
        _cox.Environment.Remove("NO_COLOR");
        _cox.Environment["TERM"] = "xterm-256color";
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("NO_COLOR", "1", true)]
    [InlineData("TERM", "dumb", true)]
    [InlineData("TERM", "xterm-256color", false)]
    public async Task Without_colours_no_escape_sequence_is_written(string variable, string value, bool onTerminal)
    {
        Assert.SkipWhen(onTerminal && !File.Exists("/usr/bin/script"), "Needs script(1) for a terminal.");
        _cox.Environment[variable] = value;
        foreach (var command in Commands)
        {
            var text = onTerminal ? await OnTerminalAsync(command) : await PipedAsync(command);
            Assert.NotEqual("", text);
            Assert.False(text.Contains('\u001b', StringComparison.Ordinal), $"cox {command}: {text.Replace("\u001b", "ESC", StringComparison.Ordinal)}");
        }
    }

    [Fact]
    public async Task On_a_terminal_with_colours_nothing_but_colours_is_written()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/script"), "Needs script(1) for a terminal.");

        foreach (var command in Commands)
        {
            var text = await OnTerminalAsync(command);
            Assert.DoesNotMatch("\u001b(?!\\[[0-9;]*m)", text);
        }

        Assert.Contains("\u001b[", await OnTerminalAsync("config show"), StringComparison.Ordinal);
    }

    /// <summary>A name or a path that is cut cannot be used.</summary>
    [Fact]
    public async Task Narrow_terminal_gets_lines_for_settings_and_help_that_fits()
    {
        _cox.Environment["COLUMNS"] = "50";

        var settings = await PipedAsync("config show");
        var help = await PipedAsync("usage --help");

        Assert.Contains("server.otlpGrpcAddress: 127.0.0.1:4317", settings, StringComparison.Ordinal);
        Assert.DoesNotContain('…', settings);
        Assert.DoesNotContain(help.Split('\n'), static line => line.Length > 50 && !line.StartsWith("  cox ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("store:\n  timeout: soon\n", "store.timeout")]
    [InlineData("server:\n  apiAddress: 127.0.0.1:7420\n  otlpHttpAddress: 127.0.0.1:7420\n", "has the port of server.apiAddress")]
    public async Task Setting_is_written_and_what_else_is_wrong_is_said(string configuration, string problem)
    {
        await File.WriteAllTextAsync(Path.Combine(Directory.CreateDirectory(Path.Combine(_home.Path, "cox")).FullName, "config.yaml"), configuration, Token);

        var set = await _cox.RunAsync(Token, "config", "set", "store.retentionDays", "90");

        Assert.Equal(0, set.ExitCode);
        Assert.Contains("No daemon starts with this configuration yet:", set.Errors, StringComparison.Ordinal);
        Assert.Contains(problem, set.Errors, StringComparison.Ordinal);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _cox.DisposeAsync();
        _network.Dispose();
        _home.Dispose();
    }

    private async Task<string> OnTerminalAsync(string command)
    {
        await using var process = ChildProcess.Start(_network, "/usr/bin/script", ["-qec", $"{CoxProcess.Program} {command}", "/dev/null"], _cox.Environment, _home.Path);
        await process.WaitAsync(TimeSpan.FromMinutes(1), Token);
        return process.Output + process.Errors;
    }

    private async Task<string> PipedAsync(string command)
    {
        var result = await _cox.RunAsync(Token, command.Split(' '));
        return result.Output + result.Errors;
    }
}
