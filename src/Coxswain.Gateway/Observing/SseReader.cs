namespace Coxswain.Gateway.Observing;

/// <summary>
/// Splits a stream of server-sent events as its bytes arrive, in pieces of whatever size. Lines may end with LF, CR LF or CR. An event longer than
/// <paramref name="mostBytes"/> is passed over: it is on its way to the client all the same.
/// </summary>
internal sealed class SseReader(int mostBytes)
{
    private readonly byte[] _line = new byte[mostBytes];
    private readonly byte[] _data = new byte[mostBytes];
    private readonly byte[] _name = new byte[64];
    private int _lineLength;
    private int _dataLength = -1;
    private int _nameLength;
    private bool _isTooLong;
    private bool _skipsLineFeed;

    /// <summary>Called with an event's name (<c>message</c> when it has none) and data.</summary>
    public delegate void EventHandler(ReadOnlySpan<byte> name, ReadOnlySpan<byte> data);

    public void Read(ReadOnlySpan<byte> bytes, EventHandler take)
    {
        while (!bytes.IsEmpty)
        {
            if (_skipsLineFeed)
            {
                _skipsLineFeed = false;
                if (bytes[0] == (byte)'\n')
                {
                    bytes = bytes[1..];
                    continue;
                }
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
        if (_lineLength + bytes.Length > _line.Length)
        {
            _isTooLong = true;
            return;
        }

        bytes.CopyTo(_line.AsSpan(_lineLength));
        _lineLength += bytes.Length;
    }

    private void EndLine(EventHandler take)
    {
        var line = _line.AsSpan(0, _lineLength);
        _lineLength = 0;
        if (line.IsEmpty && !_isTooLong)
        {
            if (_dataLength >= 0)
            {
                take(_nameLength > 0 ? _name.AsSpan(0, _nameLength) : "message"u8, _data.AsSpan(0, _dataLength));
            }

            (_dataLength, _nameLength) = (-1, 0);
            return;
        }

        if (line.IsEmpty || _isTooLong)
        {
            // The rest of a long event is dropped with it: what is left of its data is no event.
            (_isTooLong, _dataLength) = (false, -1);
            return;
        }

        var colon = line.IndexOf((byte)':');
        var field = colon < 0 ? line : line[..colon];
        var value = colon < 0 ? default : line[(colon + 1)..];
        value = value.StartsWith(" "u8) ? value[1..] : value;
        if (field.SequenceEqual("data"u8))
        {
            AddData(value);
        }
        else if (field.SequenceEqual("event"u8) && value.Length <= _name.Length)
        {
            value.CopyTo(_name);
            _nameLength = value.Length;
        }
    }

    private void AddData(ReadOnlySpan<byte> value)
    {
        var start = _dataLength < 0 ? 0 : _dataLength + 1;
        if (start + value.Length > _data.Length)
        {
            _dataLength = -1;
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
