using System.Buffers.Binary;
using System.Text;

namespace Coxswain.Testing.Otlp;

/// <summary>
/// Writes the protobuf wire format by hand, so that the product's decoder is not checked against its own library.
/// Nested messages are written in place; their length is put before them when they are complete.
/// </summary>
public sealed class ProtobufWriter
{
    private byte[] _buffer = new byte[4096];
    private int _length;

    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    public byte[] ToArray() => Written.ToArray();

    public void Clear() => _length = 0;

    public void Text(int field, string value)
    {
        var count = Encoding.UTF8.GetByteCount(value);
        Tag(field, 2);
        Varint((ulong)count);
        Encoding.UTF8.GetBytes(value, Take(count));
    }

    public void Bytes(int field, ReadOnlySpan<byte> value)
    {
        Tag(field, 2);
        Varint((ulong)value.Length);
        value.CopyTo(Take(value.Length));
    }

    public void Whole(int field, long value)
    {
        Tag(field, 0);
        Varint((ulong)value);
    }

    public void Truth(int field, bool value) => Whole(field, value ? 1 : 0);

    public void Fixed64(int field, long value)
    {
        Tag(field, 1);
        BinaryPrimitives.WriteInt64LittleEndian(Take(8), value);
    }

    public void Real(int field, double value)
    {
        Tag(field, 1);
        BinaryPrimitives.WriteDoubleLittleEndian(Take(8), value);
    }

    public void Message<T>(int field, T state, Action<ProtobufWriter, T> write)
    {
        Tag(field, 2);
        var start = _length;
        write(this, state);
        var size = _length - start;
        var prefix = VarintSize((ulong)size);
        Take(prefix);
        Array.Copy(_buffer, start, _buffer, start + prefix, size);
        var end = _length;
        _length = start;
        Varint((ulong)size);
        _length = end;
    }

    private void Tag(int field, int wireType) => Varint((ulong)((field << 3) | wireType));

    private void Varint(ulong value)
    {
        while (value >= 0x80)
        {
            Take(1)[0] = (byte)(value | 0x80);
            value >>= 7;
        }

        Take(1)[0] = (byte)value;
    }

    private static int VarintSize(ulong value)
    {
        var size = 1;
        while ((value >>= 7) > 0)
        {
            size++;
        }

        return size;
    }

    private Span<byte> Take(int count)
    {
        if (_length + count > _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + count));
        }

        var span = _buffer.AsSpan(_length, count);
        _length += count;
        return span;
    }
}
