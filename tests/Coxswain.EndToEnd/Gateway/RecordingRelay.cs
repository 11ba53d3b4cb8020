using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Coxswain.Testing.Processes;

namespace Coxswain.EndToEnd.Gateway;

/// <summary>Passes connections on byte by byte, and keeps what each side sent.</summary>
internal sealed class RecordingRelay : IAsyncDisposable
{
    private readonly LoopbackNetwork _network;
    private readonly Socket _listener;
    private readonly CancellationTokenSource _ending = new();
    private readonly ConcurrentQueue<(MemoryStream Asked, MemoryStream Answered)> _connections = new();
    private readonly ConcurrentBag<Task> _running = [];

    public RecordingRelay(LoopbackNetwork network, string target)
    {
        _network = network;
        _listener = network.Listen();
        _listener.Listen();
        Target = target;
        _running.Add(AcceptAsync());
    }

    public string Address => "http://" + _listener.LocalEndPoint;

    /// <summary>Where new connections go.</summary>
    public string Target { get; set; }

    /// <summary>Bytes of answers that went to clients so far.</summary>
    public long AnsweredBytes => _connections.Sum(static connection => (long)Bytes(connection.Answered).Length);

    /// <summary>Requests with their answers, of connections that are over or idle.</summary>
    public IReadOnlyList<(HttpMessage Request, HttpMessage Answer)> Exchanges()
    {
        var exchanges = new List<(HttpMessage, HttpMessage)>();
        foreach (var (asked, answered) in _connections)
        {
            var requests = HttpMessage.ReadAll(Bytes(asked), static _ => true);
            var answers = HttpMessage.ReadAll(Bytes(answered), number => number >= requests.Count || !requests[number].StartLine.StartsWith("HEAD ", StringComparison.Ordinal));
            exchanges.AddRange(requests.Zip(answers));
        }

        return exchanges;
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        _listener.Dispose();
        await Task.WhenAll(_running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ending.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_ending.IsCancellationRequested)
        {
            _running.Add(RelayAsync(await _listener.AcceptAsync(_ending.Token)));
        }
    }

    private async Task RelayAsync(Socket client)
    {
        using (client)
        using (var server = _network.Run(static () => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true }))
        {
            client.NoDelay = true;
            var target = new Uri(Target);
            await server.ConnectAsync(IPAddress.Loopback, target.Port, _ending.Token);
            var (asked, answered) = (new MemoryStream(), new MemoryStream());
            _connections.Enqueue((asked, answered));
            await Task.WhenAny(PumpAsync(client, server, asked), PumpAsync(server, client, answered));
        }
    }

    private async Task PumpAsync(Socket from, Socket to, MemoryStream kept)
    {
        var buffer = new byte[16 * 1024];
        while (await from.ReceiveAsync(buffer, _ending.Token) is > 0 and var read)
        {
            lock (kept)
            {
                kept.Write(buffer, 0, read);
            }

            for (var sent = 0; sent < read;)
            {
                sent += await to.SendAsync(buffer.AsMemory(sent, read - sent), _ending.Token);
            }
        }
    }

    private static byte[] Bytes(MemoryStream kept)
    {
        lock (kept)
        {
            return kept.ToArray();
        }
    }
}
