using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Coxswain.Core.Sessions.Reading;

/// <summary>64 neighbouring bytes, asked all at once; each answer has a bit per byte, the lowest for the first.</summary>
internal readonly struct JsonBlock
{
    public const int Size = 64;
    private const ulong Odd = 0xAAAAAAAAAAAAAAAA;
    private readonly Vector256<byte> _low;
    private readonly Vector256<byte> _high;
    private readonly int _passed;

    private JsonBlock(ref byte first, int passed)
    {
        _low = Vector256.LoadUnsafe(ref first);
        _high = Vector256.LoadUnsafe(ref first, (nuint)Vector256<byte>.Count);
        _passed = passed;
    }

    /// <summary>The bytes from <paramref name="at"/> on; behind the text's end there are blanks or nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static JsonBlock At(ReadOnlySpan<byte> text, int at)
    {
        var left = text.Length - at;
        if (left >= Size)
        {
            return new JsonBlock(ref Unsafe.Add(ref MemoryMarshal.GetReference(text), at), 0);
        }

        return text.Length >= Size
            ? new JsonBlock(ref Unsafe.Add(ref MemoryMarshal.GetReference(text), text.Length - Size), Size - left)
            : OfShort(text[at..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Equal(byte value) => Bits(Vector256.Equals(_low, Vector256.Create(value)), Vector256.Equals(_high, Vector256.Create(value)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Below(byte value) => Bits(Vector256.LessThan(_low, Vector256.Create(value)), Vector256.LessThan(_high, Vector256.Create(value)));

    /// <summary>What a backslash may stand before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Escapable() => Equal((byte)'n') | Equal((byte)'"') | Equal((byte)'\\') | Equal((byte)'u') | Equal((byte)'t')
        | Equal((byte)'r') | Equal((byte)'/') | Equal((byte)'b') | Equal((byte)'f');

    /// <summary>Which bytes stand behind a backslash that is not itself behind one.</summary>
    /// <param name="open">Whether the block before ended in such a backslash, 1 or 0; then whether this one does.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Escaped(ulong backslashes, ref ulong open)
    {
        // A run's first backslash escapes; subtracting carries along the run, and its parity tells where an odd one ends.
        var before = open;
        var starts = backslashes & ~before;
        var ends = (((starts << 1) | Odd) - starts) ^ Odd;
        open = (ends & backslashes) >> 63;
        return ends ^ (backslashes | before);
    }

    private static JsonBlock OfShort(ReadOnlySpan<byte> text)
    {
        Span<byte> padded = stackalloc byte[Size];
        padded.Fill((byte)' ');
        text.CopyTo(padded);
        return new JsonBlock(ref MemoryMarshal.GetReference(padded), 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong Bits(Vector256<byte> low, Vector256<byte> high) =>
        (low.ExtractMostSignificantBits() | ((ulong)high.ExtractMostSignificantBits() << 32)) >> _passed;
}
