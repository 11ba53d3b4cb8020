using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Coxswain.Core.Sessions.Reading;

/// <summary>Recognises a file by how it starts (<see cref="TranscriptCursor.HeadHash"/>).</summary>
internal static class FileHead
{
    private const int HeadBytes = 1024;

    /// <summary>Hash of the first bytes, at most 1 KiB and never past <paramref name="offset"/>.</summary>
    public static ulong Hash(SafeFileHandle file, long offset)
    {
        Span<byte> head = stackalloc byte[HeadBytes];
        var wanted = (int)Math.Min(HeadBytes, offset);
        var filled = 0;
        while (filled < wanted && RandomAccess.Read(file, head[filled..wanted], filled) is var read and > 0)
        {
            filled += read;
        }

        return Hash(head[..filled]);
    }

    /// <summary>Stable across versions: hashes are kept in cursors.</summary>
    public static ulong Hash(ReadOnlySpan<byte> bytes)
    {
        var hash = 0x9E3779B97F4A7C15UL ^ (ulong)bytes.Length;
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            hash = Mix(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        Span<byte> rest = stackalloc byte[8];
        rest.Clear();
        bytes.CopyTo(rest);
        return Mix(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(rest));
    }

    private static ulong Mix(ulong value)
    {
        var high = Math.BigMul(value ^ 0xA0761D6478BD642F, 0xE7037ED1A0B428DB, out ulong low);
        return high ^ low;
    }
}
