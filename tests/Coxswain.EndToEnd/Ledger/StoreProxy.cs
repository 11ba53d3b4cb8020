using System.Net;
using System.Net.Sockets;
using Coxswain.Testing.Processes;

namespace Coxswain.EndToEnd.Ledger;

/// <summary>A TCP address in front of an engine's socket, so that it looks like a ClickHouse server whose network can be cut.</summary>
internal sealed class StoreProxy : IAsyncDisposable
{
    private readonly string _socketPath;
    private readonly Socket _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Socket> _open = [];
    private readonly Task _accepting;
    private bool _isCut;

    public StoreProxy(LoopbackNetwork network, string socketPath)
    {
        _socketPath = socketPath;
        _listener = network.Listen();
        _listener.Listen();
        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>Breaks every connection, also in the middle of an insert, and refuses new ones.</summary>
    public void Cut()
    {
        lock (_open)
        {
            _isCut = true;
            _open.ForEach(static socket => socket.Dispose());
            _open.Clear();
        }
    }

    public void Mend()
    {
        lock (_open)
        {
            _isCut = false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        Cut();
        _listener.Dispose();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptAsync(_stop.Token));
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(Socket client)
    {
        using var server = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        using var held = client;
        try
        {
            lock (_open)
            {
                if (_isCut)
                {
                    return;
                }

                _open.AddRange([client, server]);
            }

            await server.ConnectAsync(new UnixDomainSocketEndPoint(_socketPath), _stop.Token);
            using var near = new NetworkStream(client);
            using var far = new NetworkStream(server);
            await Task.WhenAny(near.CopyToAsync(far, _stop.Token), far.CopyToAsync(near, _stop.Token));
        }
        catch (Exception broken) when (broken is SocketException or IOException or ObjectDisposedException or OperationCanceledException)
        {
            // Cut, or one side left.
        }
    }
}
