using Coxswain.Testing.Processes;

namespace Coxswain.EndToEnd.Setup;

/// <summary><c>session-checkpoint --enable</c> beside <c>connect</c> in one settings file: each undo takes out its own, in whatever order, and <c>disconnect</c> takes out both.</summary>
public sealed class CheckpointHooksTests : IAsyncLifetime
{
    private const string Before = "{\r\n\t\"model\": \"opus\",\r\n\t\"hooks\": { \"Stop\": [ { \"hooks\": [ { \"type\": \"command\", \"command\": \"echo 日本\" } ] } ] }\r\n}\r\n";

    private readonly TemporaryFolder _home = new();
    private readonly LoopbackNetwork _network = LoopbackNetwork.Shared();
    private readonly CoxProcess _cox;

    public CheckpointHooksTests() => _cox = new CoxProcess(_network, _home.Path);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Settings => _home.Combine(".claude", "settings.json");

    [Theory]
    [InlineData("enable connect disable disconnect")]
    [InlineData("connect enable disconnect")]
    [InlineData("enable connect disconnect")]
    [InlineData("connect enable disable disconnect")]
    [InlineData("enable auto enable disable")]
    [InlineData("enable connect auto enable disconnect")]
    public async Task Settings_are_as_before_byte_for_byte(string steps)
    {
        // A client to resume sessions with must be there.
        Directory.CreateDirectory(_home.Combine("bin"));
        File.CreateSymbolicLink(_home.Combine("bin", "claude"), "/bin/sh");
        _cox.Environment["PATH"] = $"{_home.Combine("bin")}:{_cox.Environment["PATH"]}";
        Directory.CreateDirectory(_home.Combine(".claude"));
        await File.WriteAllTextAsync(Settings, Before, Token);

        foreach (var step in steps.Split(' '))
        {
            string[] line = step switch
            {
                "enable" => ["session-checkpoint", "--enable", "--yes"],
                "auto" => ["session-checkpoint", "--enable", "--auto-recovery", "--yes"],
                "disable" => ["session-checkpoint", "--disable", "--yes"],
                "connect" => ["connect", "--hooks", "--yes"],
                _ => ["disconnect", "--yes"],
            };
            var result = await _cox.RunAsync(Token, line);
            Assert.True(result.ExitCode == 0, $"{step}: {result.Errors}");
            var list = (await _cox.RunAsync(Token, "session-checkpoint", "list", "--json")).Json();
            Assert.Equal(step == "auto", list.GetProperty("isAutoRecovery").GetBoolean());
            Assert.Equal(step == "auto", (await File.ReadAllTextAsync(Settings, Token)).Split("--checkpoint").Length == 4);
        }

        Assert.Equal(Before, await File.ReadAllTextAsync(Settings, Token));
        Assert.Equal(4, (await _cox.RunAsync(Token, "session-checkpoint", "--disable", "--yes")).ExitCode);
    }

    [Fact]
    public async Task Diff_is_shown_and_nothing_written_by_a_dry_run_or_without_a_yes()
    {
        var shown = await _cox.RunAsync(Token, "session-checkpoint", "--enable", "--dry-run");
        Assert.Contains("+ \"UserPromptSubmit\":", shown.Output, StringComparison.Ordinal);
        Assert.Equal(2, (await _cox.RunAsync(Token, "session-checkpoint", "--enable")).ExitCode);
        Assert.Equal(2, (await _cox.RunAsync(Token, "session-checkpoint")).ExitCode);
        Assert.Equal(2, (await _cox.RunAsync(Token, "session-checkpoint", "--enable", "--disable")).ExitCode);
        Assert.Equal(4, (await _cox.RunAsync(Token, "session-checkpoint", "show", "abc/1")).ExitCode);
        Assert.Equal(2, (await _cox.RunAsync(Token, "session-checkpoint", "show", "abc")).ExitCode);
        Assert.False(File.Exists(Settings));
    }

    [Fact]
    public async Task Hook_ends_with_0_and_says_nothing_on_stdout_whatever_it_is_given()
    {
        var empty = await _cox.RunAsync(Token, "hook", "--checkpoint");
        await File.WriteAllTextAsync(_home.Combine("event.json"), "{\"hook_event_name\":\"Stop\",\"session_id\":\"s-1\",\"cwd\":\"/nowhere\"}", Token);
        await using var blocked = ChildProcess.Start(
            _network, "/bin/sh", ["-c", "exec \"$0\" hook --checkpoint --data /proc/none < event.json", CoxProcess.Program], _cox.Environment, _home.Path);
        await using var gone = ChildProcess.Start(_network, "/bin/sh", ["-c", "exec \"$0\" hook --checkpoint < event.json", CoxProcess.Program], _cox.Environment, _home.Path);

        Assert.Equal((0, ""), (empty.ExitCode, empty.Output));
        Assert.Equal((0, ""), (await blocked.WaitAsync(TimeSpan.FromSeconds(30), Token), blocked.Output));
        Assert.Contains("No checkpoint was made", blocked.Errors, StringComparison.Ordinal);
        Assert.Equal((0, ""), (await gone.WaitAsync(TimeSpan.FromSeconds(30), Token), gone.Output));
        Assert.Contains("/nowhere is not there", (await _cox.RunAsync(Token, "session-checkpoint", "show", "s-1/1")).Output, StringComparison.Ordinal);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _cox.DisposeAsync();
        _home.Dispose();
    }
}
