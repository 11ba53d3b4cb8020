using System.Buffers;
using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Connections;

namespace Coxswain.Server.Hosting;

/// <summary>
/// Memory that the listeners read sockets into, in larger blocks than Kestrel's of 4 kB: a prompt of 400 kB comes in 13 reads instead of a hundred. A connection has
/// a block only while there is something in it.
/// </summary>
internal sealed class LargeBlocks : MemoryPool<byte>, IMemoryPoolFactory<byte>
{
    private const int BlockBytes = 32 * 1024;

    /// <summary>4 MB; what a rush needed beyond that goes back to the runtime.</summary>
    private const int MostKept = 128;

    private readonly ConcurrentQueue<Block> _kept = new();

    public override int MaxBufferSize => BlockBytes;

    /// <summary>One for all listeners.</summary>
    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => this;

    public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, BlockBytes);
        return _kept.TryDequeue(out var block) ? block : new Block(this);
    }

    /// <summary>A listener that ends gives up only its share.</summary>
    protected override void Dispose(bool disposing)
    {
    }

    private void Return(Block block)
    {
        if (_kept.Count < MostKept)
        {
            _kept.Enqueue(block);
        }
    }

    private sealed class Block(LargeBlocks pool) : IMemoryOwner<byte>
    {
        // Pinned where it is made: a socket would pin it for each read.
        public Memory<byte> Memory { get; } = MemoryMarshal.CreateFromPinnedArray(GC.AllocateUninitializedArray<byte>(BlockBytes, pinned: true), 0, BlockBytes);

        public void Dispose() => pool.Return(this);
    }
}
