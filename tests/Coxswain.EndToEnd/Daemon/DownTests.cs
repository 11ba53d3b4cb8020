using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Coxswain.Testing.Processes;

namespace Coxswain.EndToEnd.Daemon;

public sealed class DownTests : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LoopbackNetwork _network = LoopbackNetwork.Create();
    private readonly CoxProcess _cox;

    public DownTests() => _cox = new CoxProcess(_network, _folder.Combine("home"));

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private string DaemonFile => Path.Combine(_cox.Home, "cox", "data", "daemon.json");

    [Fact]
    public async Task Daemon_is_asked_by_its_api_and_ends_in_order()
    {
        await _cox.UpAsync(Cancelled);

        var down = await _cox.RunAsync(Cancelled, "down");

        Assert.Equal(0, down.ExitCode);
        Assert.Contains("asked by its API", down.Errors, StringComparison.Ordinal);
        Assert.Equal(0, await _cox.Daemon.WaitAsync(TimeSpan.FromSeconds(30), Cancelled));
    }

    [Fact]
    public async Task Daemon_whose_api_does_not_answer_is_asked_by_signal()
    {
        await _cox.UpAsync(Cancelled);
        await ChangeDaemonFileAsync("api", "http://127.0.0.1:1");

        var down = await _cox.RunAsync(Cancelled, "down");

        Assert.Equal(0, down.ExitCode);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"process {_cox.Daemon.Id} by SIGTERM"), down.Errors, StringComparison.Ordinal);
        Assert.Equal(0, await _cox.Daemon.WaitAsync(TimeSpan.FromSeconds(30), Cancelled));
    }

    [Fact]
    public async Task Process_that_is_not_surely_the_folders_daemon_is_left_alone()
    {
        using var other = Process.Start("sleep", ["600"]);
        try
        {
            await _cox.UpAsync(Cancelled);
            await ChangeDaemonFileAsync("api", "http://127.0.0.1:1");
            await ChangeDaemonFileAsync("pid", other.Id);

            var down = await _cox.RunAsync(Cancelled, "down");

            Assert.Equal(3, down.ExitCode);
            Assert.Contains("nothing was stopped", down.Errors, StringComparison.Ordinal);
            Assert.False(other.HasExited);
            Assert.False(_cox.Daemon.HasExited);
        }
        finally
        {
            other.Kill();
        }
    }

    [Theory]
    [InlineData("server:\n  nonsense: 1\n", "nonsense")]
    [InlineData("{{{ no YAML", "config.yaml:")]
    public async Task Daemon_is_asked_and_stopped_whatever_its_configuration_has_become(string configuration, string problem)
    {
        await _cox.UpAsync(Cancelled);
        await WriteConfigurationAsync(configuration);

        var status = await _cox.RunAsync(Cancelled, "status");
        var doctor = await _cox.RunAsync(Cancelled, "doctor");
        var down = await _cox.RunAsync(Cancelled, "down");
        var after = await _cox.RunAsync(Cancelled, "doctor");

        Assert.Equal((0, 1, 0, 1), (status.ExitCode, doctor.ExitCode, down.ExitCode, after.ExitCode));
        Assert.Contains(problem, doctor.Output, StringComparison.Ordinal);
        Assert.Contains("\nstore\n", doctor.Output, StringComparison.Ordinal);
        Assert.Contains("No daemon answers for", after.Output, StringComparison.Ordinal);
        Assert.Contains("is up", status.Output, StringComparison.Ordinal);
        Assert.Contains(problem, status.Errors, StringComparison.Ordinal);
        Assert.Contains(problem, down.Errors, StringComparison.Ordinal);
        Assert.Equal(0, await _cox.Daemon.WaitAsync(TimeSpan.FromSeconds(30), Cancelled));
    }

    [Fact]
    public async Task Daemon_of_another_folder_than_the_unreadable_one_is_not_stopped()
    {
        await _cox.UpAsync(Cancelled);
        await WriteConfigurationAsync("server: {{\n  dataFolder: /elsewhere\n");

        var down = await _cox.RunAsync(Cancelled, "down");
        var named = await _cox.RunAsync(Cancelled, "down", "--data", Path.GetDirectoryName(DaemonFile)!);

        Assert.Equal((1, 0), (down.ExitCode, named.ExitCode));
        Assert.Contains("--data", down.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_daemon_there_is_nothing_to_stop()
    {
        var down = await _cox.RunAsync(Cancelled, "down");

        Assert.Equal(3, down.ExitCode);
        Assert.Contains("No daemon runs", down.Errors, StringComparison.Ordinal);
    }

    private Task WriteConfigurationAsync(string text) => File.WriteAllTextAsync(Path.Combine(_cox.Home, "cox", "config.yaml"), text, Cancelled);

    public async ValueTask DisposeAsync()
    {
        await _cox.DisposeAsync();
        _network.Dispose();
        _folder.Dispose();
    }

    private async Task ChangeDaemonFileAsync(string member, JsonNode value)
    {
        var record = JsonNode.Parse(await File.ReadAllTextAsync(DaemonFile, Cancelled))!;
        record[member] = value;
        await File.WriteAllTextAsync(DaemonFile, record.ToJsonString(), Cancelled);
    }
}
