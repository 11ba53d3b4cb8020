using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Coxswain.Core.Kernel;
using Coxswain.Core.Telemetry;

namespace Coxswain.Storage.ClickHouse.Rows;

/// <summary>Writes ClickHouse's RowBinary into one pooled, growing buffer. Numbers are little-endian, lengths LEB128. Not for several threads.</summary>
internal sealed class RowWriter : IDisposable
{
    private const int LongestOneByteText = 42;

    private byte[] _buffer = PassingBuffers.Instance.Rent(64 * 1024);

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => _buffer.AsMemory(0, Length);

    public void Clear() => Length = 0;

    public void Byte(byte value)
    {
        Reserve(1);
        _buffer[Length++] = value;
    }

    public void Boolean(bool value) => Byte(value ? (byte)1 : (byte)0);

    public void UInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(Reserve(4), value);
        Length += 4;
    }

    public void Int32(int value) => UInt32(unchecked((uint)value));

    public void UInt64(ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(Reserve(8), value);
        Length += 8;
    }

    public void Int64(long value) => UInt64(unchecked((ulong)value));

    public void Double(double value) => Int64(BitConverter.DoubleToInt64Bits(value));

    /// <summary>An array's or a map's length.</summary>
    public void Count(int count)
    {
        var span = Reserve(5);
        var value = (uint)count;
        var at = 0;
        while (value >= 0x80)
        {
            span[at++] = (byte)(value | 0x80);
            value >>= 7;
        }

        span[at++] = (byte)value;
        Length += at;
    }

    public void Text(string value)
    {
        if (value.Length > LongestOneByteText)
        {
            var bytes = Encoding.UTF8.GetByteCount(value);
            Count(bytes);
            Length += Encoding.UTF8.GetBytes(value, Reserve(bytes));
            return;
        }

        // At most three bytes a character: the length fits one byte and is known after encoding.
        var span = Reserve(1 + (3 * LongestOneByteText));
        var written = Encoding.UTF8.GetBytes(value, span[1..]);
        span[0] = (byte)written;
        Length += 1 + written;
    }

    public void Map(IReadOnlyList<KeyValue> pairs)
    {
        Count(pairs.Count);
        switch (pairs)
        {
            case KeyValue[] array:
                Pairs(array);
                break;
            case List<KeyValue> list:
                Pairs(CollectionsMarshal.AsSpan(list));
                break;
            default:
                for (var i = 0; i < pairs.Count; i++)
                {
                    Text(pairs[i].Key);
                    Text(pairs[i].Value);
                }

                break;
        }
    }

    /// <summary>Repeats bytes written before; records of one origin share them.</summary>
    public void Repeat(int start, int length)
    {
        Reserve(length);
        Buffer.BlockCopy(_buffer, start, _buffer, Length, length);
        Length += length;
    }

    public RowBlock ToBlock(string shape, int rows) => new(shape, rows, Written.ToArray());

    public void Dispose()
    {
        PassingBuffers.Instance.Return(_buffer);
        _buffer = [];
        Length = 0;
    }

    private void Pairs(ReadOnlySpan<KeyValue> pairs)
    {
        foreach (ref readonly var pair in pairs)
        {
            Text(pair.Key);
            Text(pair.Value);
        }
    }

    private Span<byte> Reserve(int count)
    {
        if (_buffer.Length - Length < count)
        {
            Grow(count);
        }

        return _buffer.AsSpan(Length);
    }

    private void Grow(int count)
    {
        var larger = PassingBuffers.Instance.Rent(checked(Math.Max(_buffer.Length * 2, Length + count)));
        _buffer.AsSpan(0, Length).CopyTo(larger);
        PassingBuffers.Instance.Return(_buffer);
        _buffer = larger;
    }
}
