using System.Buffers.Binary;

namespace Coxswain.Otlp.Protobuf;

/// <summary>
/// Walks one protobuf message inside a request's body. Google.Protobuf's <c>CodedInputStream</c> would make a new string of every key and
/// value; reading slices in place lets repeated strings be shared, which is most of decoding's cost. Generated classes would cost that and
/// an object per value besides.
/// </summary>
internal ref struct ProtoReader
{
    private const int LongestVarint = 10;
    private readonly ReadOnlySpan<byte> _body;
    private readonly int _end;
    private int _position;

    public ProtoReader(ReadOnlySpan<byte> body)
        : this(body, 0, body.Length)
    {
    }

    private ProtoReader(ReadOnlySpan<byte> body, int start, int end)
    {
        _body = body;
        _position = start;
        _end = end;
    }

    public readonly ReadOnlySpan<byte> Body => _body;

    public readonly int Position => _position;

    public readonly bool AtEnd => _position >= _end;

    /// <summary>The next field's number and wire type as written: number × 8 + type.</summary>
    public uint ReadTag()
    {
        var tag = ReadVarint();
        if (tag is < 8 or > uint.MaxValue)
        {
            throw OtlpDecodeException.Malformed("an impossible protobuf field number", _position);
        }

        return (uint)tag;
    }

    public ulong ReadVarint()
    {
        if (_position < _end && _body[_position] < 0x80)
        {
            return _body[_position++];
        }

        return ReadLongVarint();
    }

    public ulong ReadFixed64()
    {
        var at = Take(8);
        return BinaryPrimitives.ReadUInt64LittleEndian(_body[at..]);
    }

    public uint ReadFixed32()
    {
        var at = Take(4);
        return BinaryPrimitives.ReadUInt32LittleEndian(_body[at..]);
    }

    public double ReadDouble() => BitConverter.UInt64BitsToDouble(ReadFixed64());

    /// <summary>Steps over a length-delimited field and says where its content lies.</summary>
    public (int Offset, int Length) ReadSlice()
    {
        var length = ReadVarint();
        if (length > (ulong)(_end - _position))
        {
            throw OtlpDecodeException.Malformed("a protobuf field runs past the end of its message", _position);
        }

        var at = _position;
        _position += (int)length;
        return (at, (int)length);
    }

    public ReadOnlySpan<byte> ReadBytes()
    {
        var (offset, length) = ReadSlice();
        return _body.Slice(offset, length);
    }

    public ProtoReader ReadMessage()
    {
        var (offset, length) = ReadSlice();
        return new ProtoReader(_body, offset, offset + length);
    }

    /// <summary>Steps over a field nobody here knows: newer senders may add some.</summary>
    public void Skip(uint tag)
    {
        switch (tag & 7)
        {
            case 0:
                ReadVarint();
                break;
            case 1:
                Take(8);
                break;
            case 2:
                ReadSlice();
                break;
            case 5:
                Take(4);
                break;
            default:
                // Groups (3, 4) are gone from proto3 and nest without a length; 6 and 7 never existed.
                throw OtlpDecodeException.Malformed($"protobuf wire type {tag & 7}", _position);
        }
    }

    private int Take(int count)
    {
        if (count > _end - _position)
        {
            throw OtlpDecodeException.Malformed("a protobuf number is cut off", _position);
        }

        var at = _position;
        _position += count;
        return at;
    }

    private ulong ReadLongVarint()
    {
        ulong value = 0;
        for (var i = 0; i < LongestVarint; i++)
        {
            if (_position >= _end)
            {
                throw OtlpDecodeException.Malformed("a protobuf number is cut off", _position);
            }

            var one = _body[_position++];
            value |= (ulong)(one & 0x7F) << (7 * i);
            if (one < 0x80)
            {
                return value;
            }
        }

        throw OtlpDecodeException.Malformed("a protobuf number of more than ten bytes", _position);
    }
}
