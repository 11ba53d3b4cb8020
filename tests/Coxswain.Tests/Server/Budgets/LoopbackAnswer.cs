using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Coxswain.Tests.Server.Budgets;

/// <summary>Listens on loopback, reads one request after the other, and answers each with the same bytes, whether they are HTTP or not.</summary>
internal sealed class LoopbackAnswer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<NetworkStream, CancellationToken, Task> _answer;

    public LoopbackAnswer(Func<NetworkStream, CancellationToken, Task> answer)
    {
        _answer = answer;
        _listener.Start();
        _ = AcceptAsync();
    }

    public LoopbackAnswer(string answer)
        : this(async (stream, cancellationToken) => await stream.WriteAsync(Encoding.ASCII.GetBytes(answer.ReplaceLineEndings("\r\n")), cancellationToken))
    {
    }

    public string Address => $"http://{_listener.LocalEndpoint}/hooks/T0PS3CRET";

    public List<string> Requests { get; } = [];

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await using var stream = client.GetStream();
                var request = await ReadAsync(stream);
                lock (Requests)
                {
                    Requests.Add(request);
                }

                await _answer(stream, _stop.Token);
            }
        }
        catch (Exception end) when (end is OperationCanceledException or ObjectDisposedException or IOException or SocketException)
        {
            // The test is over, or the client went away.
        }
    }

    private async Task<string> ReadAsync(NetworkStream stream)
    {
        var (text, buffer) = ("", new byte[64 << 10]);
        while (!IsWhole(text))
        {
            var count = await stream.ReadAsync(buffer, _stop.Token);
            if (count == 0)
            {
                break;
            }

            text += Encoding.UTF8.GetString(buffer, 0, count);
        }

        return text;
    }

    private static bool IsWhole(string text)
    {
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var length = text.Split("\r\n").FirstOrDefault(static line => line.StartsWith("Content-Length: ", StringComparison.Ordinal))?[16..];
        return end >= 0 && length is not null && Encoding.UTF8.GetByteCount(text.AsSpan(end + 4)) >= int.Parse(length, System.Globalization.CultureInfo.InvariantCulture);
    }
}
