using System.Runtime.CompilerServices;
using Coxswain.Core.Kernel;

namespace Coxswain.Tests.Core.Kernel;

public sealed class PassingBuffersTests
{
    [Theory]
    [InlineData(0, 4096)]
    [InlineData(1, 4096)]
    [InlineData(4096, 4096)]
    [InlineData(4097, 8192)]
    [InlineData(8 << 20, 8 << 20)]
    [InlineData((8 << 20) + 1, (8 << 20) + 1)]
    public void Buffers_are_long_enough_and_come_in_few_sizes(int wanted, int given) => Assert.Equal(given, new PassingBuffers().Rent(wanted).Length);

    [Fact]
    public void A_returned_buffer_is_rented_again_and_never_twice()
    {
        var buffers = new PassingBuffers();
        var first = buffers.Rent(100_000);
        buffers.Return(first);

        Assert.Same(first, buffers.Rent(70_000));
        Assert.NotSame(first, buffers.Rent(70_000));
    }

    [Fact]
    public void A_collection_takes_what_is_not_rented()
    {
        var buffers = new PassingBuffers();
        var returned = RentAndReturn(buffers);

        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true);

        Assert.False(returned.TryGetTarget(out _));
        Assert.Equal(1 << 20, buffers.Rent(1 << 20).Length);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference<byte[]> RentAndReturn(PassingBuffers buffers)
    {
        var buffer = buffers.Rent(1 << 20);
        buffers.Return(buffer);
        return new WeakReference<byte[]>(buffer);
    }
}
