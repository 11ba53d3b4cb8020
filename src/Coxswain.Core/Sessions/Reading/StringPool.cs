using System.Buffers.Binary;
using System.Text;

namespace Coxswain.Core.Sessions.Reading;

/// <summary>Gives equal short texts of neighbouring lines (ids, models, folders) one string. Fixed size; not for several threads.</summary>
internal sealed class StringPool
{
    private const int Slots = 1024;
    private readonly string[] _slots = new string[Slots];

    public StringPool() => Array.Fill(_slots, "");

    /// <summary>Empty when the slice is not a string.</summary>
    public string Text(ReadOnlySpan<byte> json, JsonSlice slice)
    {
        if (!slice.IsString || slice.Length == 0)
        {
            return "";
        }

        var raw = slice.Of(json);
        if (slice.IsEscaped || raw.Length > 512)
        {
            return JsonText.Decode(raw, slice.IsEscaped);
        }

        ref var slot = ref _slots[SlotOf(raw)];
        if (!Ascii.Equals(raw, slot))
        {
            slot = JsonText.Decode(raw, false);
        }

        return slot;
    }

    private static int SlotOf(ReadOnlySpan<byte> raw)
    {
        Span<byte> ends = stackalloc byte[16];
        ends.Clear();
        raw[..Math.Min(8, raw.Length)].CopyTo(ends);
        raw[^Math.Min(8, raw.Length)..].CopyTo(ends[8..]);
        var mixed = (BinaryPrimitives.ReadUInt64LittleEndian(ends) * 0x9E3779B97F4A7C15) ^ BinaryPrimitives.ReadUInt64LittleEndian(ends[8..]);
        return (int)(((mixed + (uint)raw.Length) * 0xD6E8FEB86659FD93) >> 54);
    }
}
