using System.Buffers;
using System.Numerics;

namespace Coxswain.Core.Kernel;

/// <summary>
/// A pool for large buffers that a collection empties: buffers not rented at that moment are gone. <see cref="ArrayPool{T}.Shared"/> would keep
/// what a load once needed for many minutes after it.
/// </summary>
public sealed class PassingBuffers : ArrayPool<byte>
{
    private const int SmallestBits = 12;
    private const int LargestBits = 23;
    private const int KeptPerSize = 16;

    private readonly WeakReference<byte[]>?[][] _kept = [.. Enumerable.Range(SmallestBits, LargestBits - SmallestBits + 1).Select(static _ => new WeakReference<byte[]>?[KeptPerSize])];

    /// <summary>The one for buffers whose size a sender decides.</summary>
    public static PassingBuffers Instance { get; } = new();

    /// <returns>At least so long; its content is anything.</returns>
    public override byte[] Rent(int minimumLength)
    {
        var bits = BitsOf(minimumLength);
        if (bits > LargestBits)
        {
            return GC.AllocateUninitializedArray<byte>(minimumLength);
        }

        var slots = _kept[bits - SmallestBits];
        for (var i = 0; i < slots.Length; i++)
        {
            if (slots[i] is not null && Interlocked.Exchange(ref slots[i], null) is { } kept && kept.TryGetTarget(out var buffer))
            {
                return buffer;
            }
        }

        return GC.AllocateUninitializedArray<byte>(1 << bits);
    }

    public override void Return(byte[] array, bool clearArray = false)
    {
        ArgumentNullException.ThrowIfNull(array);
        var bits = BitsOf(array.Length);
        if (bits > LargestBits || array.Length != 1 << bits)
        {
            return;
        }

        if (clearArray)
        {
            Array.Clear(array);
        }

        var slots = _kept[bits - SmallestBits];
        for (var i = 0; i < slots.Length; i++)
        {
            if (slots[i] is null && Interlocked.CompareExchange(ref slots[i], new WeakReference<byte[]>(array), null) is null)
            {
                return;
            }
        }
    }

    private static int BitsOf(int length) => Math.Max(SmallestBits, BitOperations.Log2((uint)Math.Max(length - 1, 1)) + 1);
}
