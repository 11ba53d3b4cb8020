using Coxswain.Testing.Processes;

namespace Coxswain.EndToEnd.Setup;

/// <summary>The wrapper as a shell runs it: verbs go to <c>cox</c>, everything else reaches the real client as it was written.</summary>
public sealed class WrapperTests : IAsyncLifetime
{
    private const string Real = "#!/bin/sh\nprintf 'real'; printf ' <%s>' \"$@\"; echo\n";

    private readonly TemporaryFolder _home = new();
    private readonly LoopbackNetwork _network = LoopbackNetwork.Shared();
    private readonly CoxProcess _cox;

    public WrapperTests()
    {
        _cox = new CoxProcess(_network, _home.Path);
        _cox.Environment["PATH"] = $"{_home.Combine(".local", "bin")}:{_home.Combine("real's")}:{_cox.Environment["PATH"]}";
        WriteProgram(_home.Combine("real's", "claude"), Real);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Wrapper => _home.Combine(".local", "bin", "claude");

    [Fact]
    public async Task Verbs_go_to_cox_and_everything_else_to_the_real_client_unchanged()
    {
        var installed = await _cox.RunAsync(Token, "wrapper", "install");
        Assert.True(installed.ExitCode == 0, installed.Errors);

        Assert.Equal("real <-p> <a  b> <$HOME> <> <it's>\n", (await RunAsync("claude", "-p", "a  b", "$HOME", "", "it's")).Output);
        var verb = await RunAsync("claude", "session-checkpoint", "list", "--json");
        Assert.Equal(0, verb.ExitCode);
        Assert.Equal("no_data", verb.Json().GetProperty("state").GetString());
    }

    [Fact]
    public async Task File_of_another_is_neither_overwritten_nor_removed()
    {
        WriteProgram(Wrapper, "#!/bin/sh\necho mine\n");

        Assert.Equal(1, (await _cox.RunAsync(Token, "wrapper", "install")).ExitCode);
        Assert.Equal(1, (await _cox.RunAsync(Token, "wrapper", "remove")).ExitCode);
        Assert.Equal("#!/bin/sh\necho mine\n", await File.ReadAllTextAsync(Wrapper, Token));

        File.Delete(Wrapper);
        File.CreateSymbolicLink(Wrapper, "/nowhere/claude");
        Assert.Equal(1, (await _cox.RunAsync(Token, "wrapper", "install")).ExitCode);
        Assert.Equal("/nowhere/claude", new FileInfo(Wrapper).LinkTarget);
    }

    [Fact]
    public async Task Wrapper_is_removed_and_written_only_when_asked_in_earnest()
    {
        Assert.Equal("would_write", (await _cox.RunAsync(Token, "wrapper", "install", "--dry-run", "--json")).Json().GetProperty("outcome").GetString());
        Assert.False(File.Exists(Wrapper));
        Assert.Equal(4, (await _cox.RunAsync(Token, "wrapper", "remove")).ExitCode);

        Assert.Equal("written", (await _cox.RunAsync(Token, "wrapper", "install", "--json")).Json().GetProperty("outcome").GetString());
        Assert.Equal("unchanged", (await _cox.RunAsync(Token, "wrapper", "install", "--json")).Json().GetProperty("outcome").GetString());
        Assert.Equal(0, (await _cox.RunAsync(Token, "wrapper", "remove", "--dry-run")).ExitCode);
        Assert.True(File.Exists(Wrapper));
        Assert.Equal(0, (await _cox.RunAsync(Token, "wrapper", "remove")).ExitCode);
        Assert.False(File.Exists(Wrapper));
    }

    [Fact]
    public async Task Wrapper_that_would_call_itself_or_nothing_says_so_and_ends()
    {
        Assert.Equal(0, (await _cox.RunAsync(Token, "wrapper", "install")).ExitCode);
        File.Delete(_home.Combine("real's", "claude"));
        var gone = await RunAsync("claude", "hi");
        Assert.Equal(127, gone.ExitCode);
        Assert.Contains("cox wrapper install", gone.Errors, StringComparison.Ordinal);

        File.CreateSymbolicLink(_home.Combine("real's", "claude"), Wrapper);
        Assert.Equal(126, (await RunAsync("claude", "hi")).ExitCode);

        // Another script that runs claude by name is a loop too.
        File.Delete(_home.Combine("real's", "claude"));
        WriteProgram(_home.Combine("real's", "claude"), "#!/bin/sh\nexec claude \"$@\"\n");
        Assert.Equal(126, (await RunAsync("claude", "hi")).ExitCode);
    }

    [Fact]
    public async Task Install_without_a_real_client_and_into_a_folder_that_is_not_first_are_told()
    {
        var late = await _cox.RunAsync(Token, "wrapper", "install", "--dir", _home.Combine("late"));
        Assert.Equal(0, late.ExitCode);
        Assert.Contains("on PATH", late.Errors, StringComparison.Ordinal);

        File.Delete(_home.Combine("real's", "claude"));
        _cox.Environment["PATH"] = $"{_home.Combine("late")}:/nowhere";
        Assert.Equal(4, (await _cox.RunAsync(Token, "wrapper", "install")).ExitCode);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _cox.DisposeAsync();
        _home.Dispose();
    }

    private async Task<CommandResult> RunAsync(params string[] line)
    {
        await using var shell = ChildProcess.Start(_network, "/bin/sh", ["-c", "exec \"$@\"", "sh", .. line], _cox.Environment, _home.Path);
        var code = await shell.WaitAsync(TimeSpan.FromSeconds(60), Token);
        return new CommandResult(code, shell.Output, shell.Errors);
    }

    private static void WriteProgram(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
