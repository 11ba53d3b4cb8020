using System.Net;
using System.Net.Sockets;
using Coxswain.Testing.Processes;

namespace Coxswain.EndToEnd.Daemon;

/// <summary>A killed daemon leaves its file, with its address and token, and anybody may listen at that address afterwards.</summary>
public sealed class KilledDaemonTests : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LoopbackNetwork _network = LoopbackNetwork.Create();
    private readonly CoxProcess _cox;

    public KilledDaemonTests() => _cox = new CoxProcess(_network, _folder.Combine("home"));

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_listens_where_a_killed_daemon_did_is_not_asked()
    {
        await _cox.UpAsync(Cancelled);
        _cox.Daemon.Kill();
        await _cox.Daemon.WaitAsync(TimeSpan.FromSeconds(30), Cancelled);
        using var stranger = Listen(new Uri(_cox.Api).Port);

        var status = await _cox.RunAsync(Cancelled, "status");
        var line = await _cox.RunAsync(Cancelled, "statusline");
        var usage = await _cox.RunAsync(Cancelled, "usage");

        Assert.Equal((3, 0, 0), (status.ExitCode, line.ExitCode, usage.ExitCode));
        Assert.Contains("No daemon answers", status.Errors, StringComparison.Ordinal);
        Assert.False(stranger.Poll(0, SelectMode.SelectRead), "The stranger was asked.");
    }

    public async ValueTask DisposeAsync()
    {
        await _cox.DisposeAsync();
        _network.Dispose();
        _folder.Dispose();
    }

    private Socket Listen(int port) => _network.Run(() =>
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
        socket.Listen();
        return socket;
    });
}
