using System.Text.Json;
using Coxswain.Core.Budgets.Alerts;
using Coxswain.Server.Budgets;
using Coxswain.Testing.Processes;

namespace Coxswain.Tests.Server.Budgets;

public sealed class CommandChannelTests : IDisposable
{
    private static readonly AlertMessage Message = AlertMessage.Test(new DateTimeOffset(2026, 11, 25, 12, 0, 0, TimeSpan.Zero)) with { Text = "a \"b\" $(touch no) `c`" };
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Program_gets_JSON_on_standard_input_and_variables_and_no_shell_reads_either()
    {
        var (input, variable, argument) = (_folder.Combine("input"), _folder.Combine("variable"), _folder.Combine("argument"));
        var script = Script($"cat > '{input}'; printf %s \"$COX_ALERT_TEXT|$COX_ALERT_PERCENT|$COX_ALERT_EVENT\" > '{variable}'; printf %s \"$1\" > '{argument}'");

        Assert.Equal(ChannelAnswer.Taken, await SendAsync($"{script},a $(b) 'c'"));

        Assert.Equal(Message.Text, JsonDocument.Parse(await File.ReadAllTextAsync(input, Cancel)).RootElement.GetProperty("text").GetString());
        Assert.Equal(Message.Text + "|50|test", await File.ReadAllTextAsync(variable, Cancel));
        Assert.Equal("a $(b) 'c'", await File.ReadAllTextAsync(argument, Cancel));
    }

    [Fact]
    public async Task Program_that_fails_hangs_or_is_not_there_did_not_take_it()
    {
        Assert.Equal("hook.sh ended with 3", (await SendAsync(Script("exit 3"))).Problem);
        Assert.Equal("hook.sh took longer than 0.5 s and was ended", (await SendAsync(Script("exec sleep 600"))).Problem);
        Assert.Equal("nothing is not there or cannot be run", (await SendAsync(_folder.Combine("nothing"))).Problem);
    }

    [Fact]
    public async Task Program_that_reads_nothing_and_writes_much_takes_it_all_the_same()
        => Assert.Equal(ChannelAnswer.Taken, await SendAsync(Script("exec <&-; head -c 3000000 /dev/zero; head -c 3000000 /dev/zero >&2")));

    /// <summary>What it started goes on and holds its output open: it has ended with 0 all the same, and is not run again.</summary>
    [Fact]
    public async Task Program_that_leaves_another_running_took_it()
        => Assert.Equal(ChannelAnswer.Taken, await SendAsync(Script("tail -f /dev/null & echo $! > \"$0.pid\"; exit 0")));

    [Fact]
    public void Without_a_program_it_is_not_set_up()
    {
        Assert.False(new CommandChannel(new AlertOptions(), TimeProvider.System).IsSetUp);
        Assert.True(new CommandChannel(new AlertOptions { Command = "a, b" }, TimeProvider.System).IsSetUp);
    }

    public void Dispose()
    {
        if (File.Exists(_folder.Combine("hook.sh.pid")) && int.TryParse(File.ReadAllText(_folder.Combine("hook.sh.pid")), out var left))
        {
            using var process = System.Diagnostics.Process.GetProcessById(left);
            process.Kill();
        }

        _folder.Dispose();
    }

    private static Task<ChannelAnswer> SendAsync(string command)
        => new CommandChannel(new AlertOptions { Command = command, Timeout = TimeSpan.FromSeconds(command.EndsWith(".sh", StringComparison.Ordinal) && File.ReadAllText(command).Contains("sleep", StringComparison.Ordinal) ? 0.5 : 30) }, TimeProvider.System)
            .SendAsync(AlertNotice.Of(Message), Cancel);

    private string Script(string body)
    {
        var path = _folder.Combine("hook.sh");
        File.WriteAllText(path, "#!/bin/sh\n" + body + "\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return path;
    }
}
