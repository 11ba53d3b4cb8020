using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Coxswain.Tests.Testing.Upstream.Simulation;

/// <summary>What came over a plain socket, and how the connection ended.</summary>
/// <param name="End"><c>fin</c>, <c>reset</c>, or <c>open</c> when nothing more came for the time waited.</param>
/// <param name="Reads">How many times bytes came.</param>
internal sealed record RawAnswer(string Text, string End, int Reads)
{
    public string Head => Text.Split("\r\n\r\n")[0];

    public string Body => Text.Contains("\r\n\r\n", StringComparison.Ordinal) ? Text[(Text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..] : "";

    /// <param name="patience">Silence longer than this ends the reading.</param>
    /// <param name="most">The reading ends after so many bytes.</param>
    public static async Task<RawAnswer> OfAsync(string address, JsonNode body, TimeSpan patience, int most = 1 << 20)
    {
        var token = TestContext.Current.CancellationToken;
        var bytes = Encoding.UTF8.GetBytes(body.ToJsonString());
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPEndPoint.Parse(address["http://".Length..]), token);
        await socket.SendAsync(Encoding.ASCII.GetBytes($"POST /v1/messages HTTP/1.1\r\nhost: upstream\r\ncontent-length: {bytes.Length}\r\n\r\n"), token);
        await socket.SendAsync(bytes, token);
        var text = new StringBuilder();
        var buffer = new byte[64 << 10];
        var reads = 0;
        while (text.Length < most)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(token);
            limit.CancelAfter(patience);
            try
            {
                var read = await socket.ReceiveAsync(buffer, limit.Token);
                if (read == 0)
                {
                    return new RawAnswer(text.ToString(), "fin", reads);
                }

                reads++;
                text.Append(Encoding.Latin1.GetString(buffer, 0, read));
            }
            catch (SocketException problem) when (problem.SocketErrorCode == SocketError.ConnectionReset)
            {
                return new RawAnswer(text.ToString(), "reset", reads);
            }
            catch (OperationCanceledException) when (!token.IsCancellationRequested)
            {
                return new RawAnswer(text.ToString(), "open", reads);
            }
        }

        return new RawAnswer(text.ToString(), "open", reads);
    }
}
