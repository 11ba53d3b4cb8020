using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Coxswain.Tests.Server.Security;

/// <summary>Sends one HTTP/2 request without TLS, its header list exactly as given, and reads the status.</summary>
internal static class RawHttp2
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    /// <returns>The status; 0 when the server reset the stream or the connection.</returns>
    public static async Task<int> SendAsync(IPEndPoint server, params (string Name, string Value)[] headers)
    {
        using var timeout = new CancellationTokenSource(Limit);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(server, timeout.Token);
        await using var stream = new NetworkStream(socket);
        var block = headers.SelectMany(header => new byte[] { 0x10 }.Concat(Text(header.Name)).Concat(Text(header.Value))).ToArray();
        await stream.WriteAsync("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray(), timeout.Token);
        await stream.WriteAsync(Frame(type: 4, flags: 0, streamId: 0, []), timeout.Token);
        await stream.WriteAsync(Frame(type: 1, flags: 0x5, streamId: 1, block), timeout.Token);
        try
        {
            return await ReadStatusAsync(stream, timeout.Token);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static async Task<int> ReadStatusAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var head = new byte[9];
        while (true)
        {
            await stream.ReadExactlyAsync(head, cancellationToken);
            var payload = new byte[(head[0] << 16) | (head[1] << 8) | head[2]];
            await stream.ReadExactlyAsync(payload, cancellationToken);
            switch (head[3])
            {
                case 1:
                    return Status(payload);
                case 3 or 7:
                    return 0;
            }
        }
    }

    // The status comes first: an entry of the static table, or a literal that Kestrel writes without Huffman coding.
    private static int Status(byte[] block)
    {
        var start = (block[0] & 0xE0) == 0x20 ? 1 : 0;
        int[] known = [200, 204, 206, 304, 400, 404, 500];
        return block[start] is >= 0x88 and <= 0x8E
            ? known[block[start] - 0x88]
            : int.Parse(Encoding.ASCII.GetString(block).AsSpan(Array.FindIndex(block, start, b => b is >= (byte)'1' and <= (byte)'5'), 3), CultureInfo.InvariantCulture);
    }

    private static IEnumerable<byte> Text(string text)
    {
        var bytes = Encoding.Latin1.GetBytes(text);
        return bytes.Length < 127 ? [(byte)bytes.Length, .. bytes] : throw new ArgumentException("Longer strings need a longer length.", nameof(text));
    }

    private static byte[] Frame(byte type, byte flags, int streamId, byte[] payload)
    {
        var frame = new byte[9 + payload.Length];
        frame[0] = (byte)(payload.Length >> 16);
        frame[1] = (byte)(payload.Length >> 8);
        frame[2] = (byte)payload.Length;
        frame[3] = type;
        frame[4] = flags;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), streamId);
        payload.CopyTo(frame, 9);
        return frame;
    }
}
