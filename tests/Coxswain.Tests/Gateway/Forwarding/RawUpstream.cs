using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Coxswain.Tests.Gateway.Forwarding;

/// <summary>An upstream that does with its connections what no server would. Texts are bytes as Latin-1.</summary>
internal sealed partial class RawUpstream : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Func<RawUpstream, Stream, int, Task> _serve;
    private int _closed;

    /// <param name="serve">Serves one connection, counted from 1; it is closed then.</param>
    public RawUpstream(Func<RawUpstream, Stream, int, Task> serve)
    {
        _serve = serve;
        _listener.Start();
        Address = $"http://{_listener.LocalEndpoint}";
        _ = AcceptAsync();
    }

    public string Address { get; }

    /// <summary>Heads of the requests read, in order.</summary>
    public ConcurrentQueue<string> Heads { get; } = [];

    /// <summary>Released whenever a connection has been closed.</summary>
    public SemaphoreSlim Closed { get; } = new(0);

    public int ClosedCount => Volatile.Read(ref _closed);

    /// <summary>Reads one request with its body, if it tells a length.</summary>
    /// <returns>False when the connection ended instead.</returns>
    public async Task<bool> ReadAsync(Stream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, _end.Token) == 0)
            {
                return false;
            }

            head.Append((char)one[0]);
        }

        Heads.Enqueue(head.ToString());
        if (Length().Match(head.ToString()) is { Success: true } length)
        {
            await stream.ReadExactlyAsync(new byte[int.Parse(length.Groups[1].ValueSpan, CultureInfo.InvariantCulture)], _end.Token);
        }

        return true;
    }

    public Task WriteAsync(Stream stream, string bytes) => stream.WriteAsync(Encoding.Latin1.GetBytes(bytes), _end.Token).AsTask();

    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
        _end.Dispose();
        Closed.Dispose();
    }

    private async Task AcceptAsync()
    {
        for (var number = 1; ; number++)
        {
            TcpClient client;
            try
            {
                client = await _listener.AcceptTcpClientAsync(_end.Token);
            }
            catch (Exception problem) when (problem is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }

            _ = ServeAsync(client, number);
        }
    }

    private async Task ServeAsync(TcpClient client, int number)
    {
        try
        {
            using (client)
            {
                await _serve(this, client.GetStream(), number);
            }

            Interlocked.Increment(ref _closed);
            Closed.Release();
        }
        catch (Exception problem) when (problem is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The other end went, or the test is over.
        }
    }

    [GeneratedRegex("\r\nContent-Length: (\\d+)\r\n", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Length();
}
