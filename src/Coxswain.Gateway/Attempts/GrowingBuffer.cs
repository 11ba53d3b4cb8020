using System.Buffers;

namespace Coxswain.Gateway.Attempts;

/// <summary>Bytes kept for a while, in an array of the pool that grows with them.</summary>
internal sealed class GrowingBuffer : IDisposable
{
    private const int SmallestBytes = 4096;
    private byte[] _bytes = [];

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    /// <returns>Room for at least one byte more.</returns>
    public Memory<byte> Room(int atLeast = 1)
    {
        if (_bytes.Length - Length < atLeast)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(SmallestBytes, Math.Max(Length + atLeast, _bytes.Length * 2)));
            Written.CopyTo(larger);
            Free(_bytes);
            _bytes = larger;
        }

        return _bytes.AsMemory(Length);
    }

    public void Advance(int bytes) => Length += bytes;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(Math.Max(1, bytes.Length)).Span);
        Length += bytes.Length;
    }

    public void Dispose()
    {
        Free(_bytes);
        (_bytes, Length) = ([], 0);
    }

    private static void Free(byte[] bytes)
    {
        if (bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }
}
