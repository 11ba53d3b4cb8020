using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Coxswain.Otlp.Values;

/// <summary>
/// Turns bytes of one request's body into strings, giving the same string for the same short bytes again. Attribute keys and most
/// values repeat in every record, so this saves most of decoding's allocations. Slots are overwritten on a clash: it is a cache, not a set.
/// </summary>
internal sealed class Utf8StringCache
{
    private const int LongestCached = 96;
    private readonly Slot[] _slots;
    private readonly int _shift;
    private readonly DecodeBudget _budget;

    /// <param name="slots">A power of two.</param>
    public Utf8StringCache(int slots, DecodeBudget budget)
    {
        _slots = new Slot[slots];
        _shift = 64 - BitOperations.Log2((uint)slots);
        _budget = budget;
    }

    /// <param name="body">The whole body; the same one on every call.</param>
    public string Get(ReadOnlySpan<byte> body, int offset, int length)
    {
        if (length == 0)
        {
            return "";
        }

        var bytes = body.Slice(offset, length);
        if (length > LongestCached)
        {
            return Create(bytes);
        }

        ref var slot = ref _slots[(int)(Hash(bytes) >> _shift)];
        if (slot.Text is not null && slot.Length == length && bytes.SequenceEqual(body.Slice(slot.Offset, length)))
        {
            return slot.Text;
        }

        var text = Create(bytes);
        slot = new Slot(text, offset, length);
        return text;
    }

    private string Create(ReadOnlySpan<byte> bytes)
    {
        _budget.SpendString(bytes.Length);

        // Invalid UTF-8 becomes U+FFFD, as in the collector: a bad byte must not cost a sender its whole batch.
        return Encoding.UTF8.GetString(bytes);
    }

    private static ulong Hash(ReadOnlySpan<byte> bytes)
    {
        const ulong Multiplier = 0x9E3779B97F4A7C15;
        var hash = (ulong)bytes.Length * Multiplier;
        while (bytes.Length >= 8)
        {
            hash = (BitOperations.RotateLeft(hash, 29) ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes)) * Multiplier;
            bytes = bytes[8..];
        }

        foreach (var one in bytes)
        {
            hash = (BitOperations.RotateLeft(hash, 9) ^ one) * Multiplier;
        }

        return hash ^ (hash >> 31);
    }

    private readonly record struct Slot(string? Text, int Offset, int Length);
}
