using Coxswain.Testing.Processes;

namespace Coxswain.EndToEnd.Daemon;

/// <summary>A daemon answers with the settings it was started with.</summary>
public sealed class OverriddenSettingTests : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LoopbackNetwork _network = LoopbackNetwork.Create();
    private readonly CoxProcess _cox;

    public OverriddenSettingTests() => _cox = new CoxProcess(_network, _folder.Combine("home"));

    [Fact]
    public async Task Set_beside_a_running_daemon_says_that_it_does_nothing_unless_it_says_which_daemon_is_meant()
    {
        var cancelled = TestContext.Current.CancellationToken;
        await _cox.UpAsync(cancelled);

        var named = await _cox.RunAsync(cancelled, "sessions", "list", "--set", "store.retentionDays=30", "--set", "server.logLevel=ERROR");
        var meant = await _cox.RunAsync(cancelled, "sessions", "list", "--set", $"server.dataFolder={Path.Combine(_cox.Home, "cox", "data")}");

        Assert.Equal((0, 0), (named.ExitCode, meant.ExitCode));
        Assert.Contains("--set store.retentionDays, server.logLevel does nothing here", named.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("does nothing here", meant.Errors, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await _cox.DisposeAsync();
        _network.Dispose();
        _folder.Dispose();
    }
}
