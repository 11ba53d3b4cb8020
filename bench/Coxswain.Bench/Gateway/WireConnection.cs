using System.Buffers.Text;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Coxswain.Bench.Gateway;

/// <summary>
/// One kept connection, written to and read from by the thread that waits: the least a client can do, so that what is measured is the server. Compares every
/// answer with the one expected.
/// </summary>
internal sealed class WireConnection : IDisposable
{
    private const int LimitMilliseconds = 30_000;
    private readonly Socket _socket;
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;

    public WireConnection(int port)
    {
        _socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = LimitMilliseconds, SendTimeout = LimitMilliseconds };
        _socket.Connect("127.0.0.1", port);
    }

    /// <param name="arrivals">When each of the answer's marks was reached, by <see cref="Stopwatch.GetTimestamp"/>.</param>
    /// <returns>Empty: the answer was the expected one. Else what was wrong; the connection is of no further use.</returns>
    public string Call(ReadOnlySpan<byte> request, ExpectedAnswer expected, Span<long> arrivals)
    {
        try
        {
            Send(request);
            return ReadHead(out var length) is var status and not 200 ? $"status {status}" : ReadBody(length, new BodyCheck(expected, arrivals));
        }
        catch (SocketException problem)
        {
            return problem.SocketErrorCode.ToString();
        }
    }

    public void Dispose() => _socket.Dispose();

    private void Send(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[_socket.Send(bytes)..];
        }
    }

    /// <param name="length"><see langword="null"/>: it comes in chunks.</param>
    private int ReadHead(out long? length)
    {
        int end;
        while ((end = Unread.IndexOf("\r\n\r\n"u8)) < 0)
        {
            Fill();
        }

        var head = Unread[..(end + 2)];
        _start += end + 4;
        length = null;
        var status = Utf8Parser.TryParse(head[9..], out int code, out _) ? code : 0;
        while (!head.IsEmpty)
        {
            var line = head[..head.IndexOf("\r\n"u8)];
            head = head[(line.Length + 2)..];
            if (line.Length > 15 && Ascii.EqualsIgnoreCase(line[..15], "content-length:"u8) && Utf8Parser.TryParse(line[15..].TrimStart((byte)' '), out long told, out _))
            {
                length = told;
            }
        }

        return status;
    }

    private string ReadBody(long? length, BodyCheck check)
    {
        if (length is { } whole)
        {
            return Take(whole, ref check) && check.IsWhole ? "" : "another body";
        }

        while (true)
        {
            int end;
            while ((end = Unread.IndexOf("\r\n"u8)) < 0)
            {
                Fill();
            }

            if (!Utf8Parser.TryParse(Unread[..end], out int size, out _, 'x'))
            {
                return "not in chunks";
            }

            _start += end + 2;
            var isRight = Take(size, ref check);
            var ignored = default(BodyCheck);
            Take(2, ref ignored);
            if (!isRight || size == 0)
            {
                return isRight && check.IsWhole ? "" : "another body";
            }
        }
    }

    /// <summary>Takes so many bytes, each piece when it is there.</summary>
    private bool Take(long count, ref BodyCheck check)
    {
        var isRight = true;
        while (count > 0)
        {
            if (_start == _end)
            {
                Fill();
            }

            var piece = Unread[..(int)Math.Min(count, _end - _start)];
            isRight &= check.Take(piece);
            _start += piece.Length;
            count -= piece.Length;
        }

        return isRight;
    }

    private ReadOnlySpan<byte> Unread => _buffer.AsSpan(_start, _end - _start);

    private void Fill()
    {
        if (_start > 0)
        {
            Unread.CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        var read = _socket.Receive(_buffer.AsSpan(_end));
        _end += read > 0 ? read : throw new SocketException((int)SocketError.ConnectionReset);
    }
}
