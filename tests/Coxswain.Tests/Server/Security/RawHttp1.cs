using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Coxswain.Tests.Server.Security;

/// <summary>Sends an HTTP/1.1 request exactly as spelled, which no client library would.</summary>
internal static class RawHttp1
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    /// <param name="request">Request line and header lines, separated by line feeds; each becomes CRLF. Characters are sent as Latin-1.</param>
    /// <returns>The status and the whole answer; status 0 when the connection was closed without one.</returns>
    public static async Task<(int Status, string Answer)> SendAsync(IPEndPoint server, string request)
    {
        using var timeout = new CancellationTokenSource(Limit);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(server, timeout.Token);
        await using var stream = new NetworkStream(socket);
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request.Replace("\n", "\r\n", StringComparison.Ordinal) + "\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"), timeout.Token);
        using var answer = new MemoryStream();
        try
        {
            await stream.CopyToAsync(answer, timeout.Token);
        }
        catch (IOException)
        {
            // A reset after (or instead of) the answer; what came counts.
        }

        var text = Encoding.Latin1.GetString(answer.ToArray());
        return (text.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) ? int.Parse(text.AsSpan(9, 3), CultureInfo.InvariantCulture) : 0, text);
    }
}
