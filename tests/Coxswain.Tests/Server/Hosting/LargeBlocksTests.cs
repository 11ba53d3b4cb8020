using Coxswain.Server.Hosting;

namespace Coxswain.Tests.Server.Hosting;

public sealed class LargeBlocksTests
{
    [Fact]
    public void Block_in_use_is_nobody_elses_and_serves_again_afterwards()
    {
        using var pool = new LargeBlocks();
        var first = pool.Rent(4096);
        using var second = pool.Rent();
        first.Memory.Span.Fill(1);
        second.Memory.Span.Fill(2);

        Assert.True(first.Memory.Span.IndexOfAnyExcept((byte)1) < 0);
        Assert.Equal(pool.MaxBufferSize, first.Memory.Length);

        first.Dispose();
        using var third = pool.Rent();
        Assert.Same(first, third);
    }

    [Fact]
    public void More_than_a_block_is_not_to_be_had()
    {
        using var pool = new LargeBlocks();
        Assert.Throws<ArgumentOutOfRangeException>(() => pool.Rent(pool.MaxBufferSize + 1));
    }
}
