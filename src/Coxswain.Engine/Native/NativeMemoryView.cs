using System.Buffers;

namespace Coxswain.Engine.Native;

/// <summary>Memory the engine owns, seen as <see cref="Memory{T}"/>; must not be used after the owner frees it.</summary>
internal sealed unsafe class NativeMemoryView(byte* start, int length) : MemoryManager<byte>
{
    public override Span<byte> GetSpan() => new(start, length);

    public override MemoryHandle Pin(int elementIndex = 0) => new(start + elementIndex);

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing)
    {
    }
}
