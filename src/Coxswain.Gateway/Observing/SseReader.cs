namespace Coxswain.Gateway.Observing;

/// <summary>
/// Splits a stream of server-sent events as its bytes arrive, in pieces of whatever size. Lines end with LF, CR LF or CR. An event longer than
/// <paramref name="mostBytes"/> is passed over: it is on its way to the client all the same. By hand, because .NET's <c>SseParser</c> pulls from a stream of its
/// own and keeps an event however long it grows; the tests compare the two.
/// </summary>
internal sealed class SseReader(int mostBytes)
{
    private readonly byte[] _line = new byte[mostBytes];
    private readonly byte[] _data = new byte[mostBytes];
    private readonly byte[] _name = new byte[64];
    private int _lineLength;
    private int _dataLength = -1;
    private int _nameLength;
    private bool _isDropped;
    private bool _skipsLineFeed;

    /// <summary>Takes an event's name, <c>message</c> when it has none, and its data.</summary>
    public delegate void EventTaker(ReadOnlySpan<byte> name, ReadOnlySpan<byte> data);

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

            Keep(bytes[..end]);
            _skipsLineFeed = bytes[end] == (byte)'\r';
            bytes = bytes[(end + 1)..];
            EndLine(take);
        }
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        var room = _line.Length - _lineLength;
        if (bytes.Length > room)
        {
            _isDropped = true;
            bytes = bytes[..room];
        }

        bytes.CopyTo(_line.AsSpan(_lineLength));
        _lineLength += bytes.Length;
    }

    private void EndLine(EventTaker take)
    {
        var line = _line.AsSpan(0, _lineLength);
        _lineLength = 0;
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
        if (start + value.Length > _data.Length)
        {
            _isDropped = true;
            return;
        }

        if (start > 0)
        {
            _data[start - 1] = (byte)'\n';
        }

        value.CopyTo(_data.AsSpan(start));
        _dataLength = start + value.Length;
    }
}
