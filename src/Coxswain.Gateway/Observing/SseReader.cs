using System.Buffers;

namespace Coxswain.Gateway.Observing;

/// <summary>
/// Splits a stream of server-sent events as its bytes arrive, in pieces of whatever size. Lines end with LF, CR LF or CR. An event longer than
/// <paramref name="mostBytes"/> is passed over: it is on its way to the client all the same. By hand, because .NET's <c>SseParser</c> pulls from a stream of its
/// own and keeps an event however long it grows; the tests compare the two.
/// </summary>
internal sealed class SseReader(int mostBytes) : IDisposable
{
    private readonly byte[] _name = new byte[64];
    private byte[] _line = [];
    private byte[] _data = [];
    private int _lineLength;
    private int _dataLength = -1;
    private int _nameLength;
    private bool _isDropped;
    private bool _skipsLineFeed;

    /// <summary>Takes an event's name, <c>message</c> when it has none, and its data.</summary>
    public delegate void EventTaker(ReadOnlySpan<byte> name, ReadOnlySpan<byte> data);

    /// <summary>Whether another event could begin here: all that was read was whole.</summary>
    public bool IsBetweenEvents => _lineLength == 0 && _dataLength < 0 && _nameLength == 0 && !_isDropped;

    public void Read(ReadOnlySpan<byte> bytes, EventTaker take)
    {
        while (!bytes.IsEmpty)
        {
            if (_skipsLineFeed)
            {
                _skipsLineFeed = false;
                bytes = bytes[0] == (byte)'\n' ? bytes[1..] : bytes;
                continue;
            }

            var end = bytes.IndexOfAny((byte)'\n', (byte)'\r');
            if (end < 0)
            {
                Keep(bytes);
                return;
            }

            _skipsLineFeed = bytes[end] == (byte)'\r';
            if (_lineLength == 0 && end <= mostBytes)
            {
                // The usual case, a whole line at once: nothing to keep.
                EndLine(bytes[..end], take);
            }
            else
            {
                Keep(bytes[..end]);
                var length = _lineLength;
                _lineLength = 0;
                EndLine(_line.AsSpan(0, length), take);
            }

            bytes = bytes[(end + 1)..];
        }
    }

    public void Dispose()
    {
        Free(_line);
        Free(_data);
        (_line, _data, _lineLength, _dataLength) = ([], [], 0, -1);
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        var room = mostBytes - _lineLength;
        if (bytes.Length > room)
        {
            _isDropped = true;
            bytes = bytes[..room];
        }

        Grow(ref _line, _lineLength, _lineLength + bytes.Length);
        bytes.CopyTo(_line.AsSpan(_lineLength));
        _lineLength += bytes.Length;
    }

    private void EndLine(ReadOnlySpan<byte> line, EventTaker take)
    {
        if (!line.IsEmpty)
        {
            ReadField(line);
            return;
        }

        if (_dataLength >= 0 && !_isDropped)
        {
            take(_nameLength > 0 ? _name.AsSpan(0, _nameLength) : "message"u8, _data.AsSpan(0, _dataLength));
        }

        (_dataLength, _nameLength, _isDropped) = (-1, 0, false);
    }

    private void ReadField(ReadOnlySpan<byte> line)
    {
        var colon = line.IndexOf((byte)':');
        var field = colon < 0 ? line : line[..colon];
        var value = colon < 0 ? default : line[(colon + 1)..];
        value = value.StartsWith(" "u8) ? value[1..] : value;
        if (field.SequenceEqual("data"u8))
        {
            AddData(value);
        }
        else if (field.SequenceEqual("event"u8))
        {
            _isDropped |= value.Length > _name.Length;
            _nameLength = Math.Min(value.Length, _name.Length);
            value[.._nameLength].CopyTo(_name);
        }
    }

    private void AddData(ReadOnlySpan<byte> value)
    {
        var start = _dataLength < 0 ? 0 : _dataLength + 1;
        if (start + value.Length > mostBytes)
        {
            _isDropped = true;
            return;
        }

        Grow(ref _data, start, start + value.Length);
        if (start > 0)
        {
            _data[start - 1] = (byte)'\n';
        }

        value.CopyTo(_data.AsSpan(start));
        _dataLength = start + value.Length;
    }

    private static void Grow(ref byte[] buffer, int used, int needed)
    {
        if (needed <= buffer.Length)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, 2048));
        buffer.AsSpan(0, Math.Min(used, buffer.Length)).CopyTo(larger);
        Free(buffer);
        buffer = larger;
    }

    private static void Free(byte[] buffer)
    {
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
