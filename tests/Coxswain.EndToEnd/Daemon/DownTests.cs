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

    [Fact]
    public async Task Without_a_daemon_there_is_nothing_to_stop()
    {
        var down = await _cox.RunAsync(Cancelled, "down");

        Assert.Equal(3, down.ExitCode);
        Assert.Contains("No daemon runs", down.Errors, StringComparison.Ordinal);
    }

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
