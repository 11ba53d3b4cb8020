using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Coxswain.Testing.Upstream.Simulation.Wire;

/// <summary>
/// Past the HTTP server, on the connection's own socket, so that what no server would send can be sent. The connection ends with the answer.
/// </summary>
/// <param name="isBytewise">A packet per byte, with pauses, so that readers on the same machine get them in pieces.</param>
internal sealed class SocketWire(Socket socket, bool isBytewise, CancellationToken cancellationToken) : AnswerWire
{
    private const int BytesPerPause = 32;

    private bool _isChunked;

    public override Task BeginAsync(int status, IReadOnlyList<KeyValuePair<string, string>> headers, long? length)
    {
        _isChunked = length is null;
        return PutAsync(Head(status, headers, length));
    }

    /// <summary>Half a header block: the cut is inside a header's name.</summary>
    public Task BeginHalfAsync(int status, IReadOnlyList<KeyValuePair<string, string>> headers)
    {
        var head = Head(status, headers, null);
        return PutAsync(head.AsMemory(0, head.Length / 2));
    }

    public override async Task EndAsync()
    {
        if (_isChunked)
        {
            await PutAsync("0\r\n\r\n"u8.ToArray());
        }

        Finish();
    }

    /// <summary>FIN: the body ends where it is.</summary>
    public void Finish() => socket.Shutdown(SocketShutdown.Send);

    /// <summary>RST: the client may lose even bytes it has been sent.</summary>
    public void Reset()
    {
        socket.LingerState = new LingerOption(true, 0);
        socket.Close();
    }

    protected override async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        if (_isChunked)
        {
            await PutAsync(Encoding.ASCII.GetBytes(bytes.Length.ToString("x", CultureInfo.InvariantCulture) + "\r\n"));
        }

        await PutAsync(bytes);
        if (_isChunked)
        {
            await PutAsync("\r\n"u8.ToArray());
        }
    }

    private static byte[] Head(int status, IReadOnlyList<KeyValuePair<string, string>> headers, long? length)
    {
        var head = new StringBuilder().Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} {(status == 200 ? "OK" : "Error")}\r\n");
        foreach (var (name, value) in headers)
        {
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        head.Append(length is { } bytes ? "content-length: " + bytes.ToString(CultureInfo.InvariantCulture) : "transfer-encoding: chunked");
        return Encoding.ASCII.GetBytes(head.Append("\r\nconnection: close\r\n\r\n").ToString());
    }

    private async Task PutAsync(ReadOnlyMemory<byte> bytes)
    {
        var step = isBytewise ? 1 : Math.Max(1, bytes.Length);
        for (var at = 0; at < bytes.Length;)
        {
            at += await socket.SendAsync(bytes.Slice(at, Math.Min(step, bytes.Length - at)), SocketFlags.None, cancellationToken);
            if (isBytewise && at % BytesPerPause == 0)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, cancellationToken);
            }
        }
    }
}
