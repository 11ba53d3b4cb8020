using System.Net;
using System.Net.Sockets;

namespace Coxswain.Testing.Upstream.Simulation.Faults;

/// <summary>A port that answers a TLS greeting in plain text, so that the handshake fails.</summary>
public sealed class PlainPort : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ending = new();
    private readonly Task _loop;

    private PlainPort()
    {
        _listener.Start();
        Address = "https://" + _listener.LocalEndpoint;
        _loop = AnswerAsync(_ending.Token);
    }

    public string Address { get; }

    public static PlainPort Open() => new();

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        _listener.Dispose();
        await _loop;
        _ending.Dispose();
    }

    private async Task AnswerAsync(CancellationToken cancellationToken)
    {
        var greeting = new byte[4096];
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                using var client = await _listener.AcceptSocketAsync(cancellationToken);
                await client.ReceiveAsync(greeting, cancellationToken);
                await client.SendAsync("HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"u8.ToArray(), cancellationToken);
            }
            catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // The client left, or this port is being closed; the loop's condition tells which.
            }
        }
    }
}
