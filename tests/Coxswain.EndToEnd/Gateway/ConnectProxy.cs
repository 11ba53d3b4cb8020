using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Coxswain.EndToEnd.Gateway;

/// <summary>A proxy for CONNECT behind which one TLS server stands; it answers everything that reaches it with its own head.</summary>
internal sealed class ConnectProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly X509Certificate2 _certificate;
    private readonly Func<string, string> _answer;

    /// <param name="answer">From the head of a request to the proxy to the answer's head; one that begins a tunnel is 200.</param>
    public ConnectProxy(X509Certificate2 certificate, Func<string, string> answer)
    {
        (_certificate, _answer) = (certificate, answer);
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Heads the proxy itself was sent.</summary>
    public ConcurrentQueue<string> Asked { get; } = [];

    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token));
            }
        }
        catch (Exception problem) when (problem is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            using (client)
            {
                var stream = client.GetStream();
                while (await ReadAsync(stream) is { Length: > 0 } head)
                {
                    Asked.Enqueue(head);
                    var answer = _answer(head);
                    await stream.WriteAsync(Encoding.ASCII.GetBytes(answer + "\r\n\r\n"), _end.Token);
                    if (answer.StartsWith("HTTP/1.1 200", StringComparison.Ordinal) && head.StartsWith("CONNECT ", StringComparison.Ordinal))
                    {
                        await TunnelAsync(stream);
                        return;
                    }
                }
            }
        }
        catch (Exception problem) when (problem is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The other end went, or the test is over.
        }
    }

    private async Task TunnelAsync(Stream stream)
    {
        await using var secure = new SslStream(stream);
        await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _end.Token);
        while (await ReadAsync(secure) is { Length: > 0 } head)
        {
            await secure.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {head.Length}\r\n\r\n{head}"), _end.Token);
        }
    }

    private async Task<string> ReadAsync(Stream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, _end.Token) == 0)
            {
                return "";
            }

            head.Append((char)one[0]);
        }

        return head.ToString();
    }
}
