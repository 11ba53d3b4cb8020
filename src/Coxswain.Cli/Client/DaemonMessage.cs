using System.Net.Sockets;
using System.Text;
using Coxswain.Core.Kernel;
using Coxswain.Server.Hosting;

namespace Coxswain.Cli.Client;

/// <summary>
/// One message to the daemon of a data folder, for commands that Claude Code waits for: no search, no second try. HTTP/1.0 by hand: the answer is what comes
/// until the connection ends, and <see cref="HttpClient"/> takes longer to get ready than the daemon to answer.
/// </summary>
internal static class DaemonMessage
{
    private const int MostAnswerBytes = 1 << 20;

    /// <returns>The answer's body; <see langword="null"/> unless the daemon took the message.</returns>
    public static async Task<(DaemonReach Reach, byte[]? Answer)> SendAsync(DataFolder folder, string path, ReadOnlyMemory<byte> json, CancellationToken limit)
    {
        if (DaemonRecord.Find(folder) is not { } record || !Uri.TryCreate(record.Api, UriKind.Absolute, out var api))
        {
            return (DaemonReach.Down, null);
        }

        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(api.IdnHost, api.Port, limit);
            await SendAsync(socket, Request(api, path, record.Token, json), limit);
            return BodyOf(await ReadToEndAsync(socket, limit)) is { } body ? (DaemonReach.Up, body) : (DaemonReach.Silent, null);
        }
        catch (SocketException)
        {
            return (socket.Connected ? DaemonReach.Silent : DaemonReach.Down, null);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return (DaemonReach.Late, null);
        }
    }

    private static byte[] Request(Uri api, string path, string token, ReadOnlyMemory<byte> json) =>
    [
        .. Encoding.UTF8.GetBytes(
            $"POST {path} HTTP/1.0\r\nHost: {api.Authority}\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\nContent-Length: {json.Length}\r\n\r\n"),
        .. json.Span,
    ];

    private static async Task SendAsync(Socket socket, ReadOnlyMemory<byte> bytes, CancellationToken limit)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[await socket.SendAsync(bytes, SocketFlags.None, limit)..];
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadToEndAsync(Socket socket, CancellationToken limit)
    {
        using var read = new MemoryStream();
        var buffer = new byte[16 << 10];
        while (read.Length <= MostAnswerBytes && await socket.ReceiveAsync(buffer.AsMemory(), SocketFlags.None, limit) is > 0 and var count)
        {
            read.Write(buffer, 0, count);
        }

        return read.ToArray();
    }

    /// <returns><see langword="null"/> unless it is a whole answer of success.</returns>
    private static byte[]? BodyOf(ReadOnlyMemory<byte> answer)
    {
        var bytes = answer.Span;
        var end = bytes.IndexOf("\r\n\r\n"u8);
        var isSuccess = end > 0 && bytes.Length <= MostAnswerBytes && bytes.StartsWith("HTTP/1."u8) && bytes[7..].IndexOf(" 2"u8) == 1;
        return isSuccess ? bytes[(end + 4)..].ToArray() : null;
    }
}
