using Coxswain.Core.Recovery;

namespace Coxswain.Tests.Core.Recovery;

public sealed class BackoffTests
{
    private static readonly Backoff Policy = new(TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(20));

    [Theory]
    [InlineData(1, 500)]
    [InlineData(2, 1000)]
    [InlineData(5, 8000)]
    [InlineData(7, 20_000)]
    [InlineData(int.MaxValue, 20_000)]
    public void The_longest_wait_doubles_up_to_the_limit(int attempts, double longestMs)
    {
        Assert.Equal(longestMs * 0.999, Policy.After(attempts, 0.999).TotalMilliseconds, 0.1);
        Assert.Equal(TimeSpan.Zero, Policy.After(attempts, 0));
    }

    [Fact]
    public void Waits_are_spread_evenly_over_the_whole_range()
    {
        const int Cases = 20_000;
        var random = new Random(7);
        var tenths = new int[10];
        for (var i = 0; i < Cases; i++)
        {
            tenths[(int)(Policy.After(3, random.NextDouble()).TotalMilliseconds / 200)]++;
        }

        // Chi squared with nine degrees of freedom: above 27.9 in one of a thousand even samples.
        const double Expected = Cases / 10.0;
        Assert.InRange(tenths.Sum(count => (count - Expected) * (count - Expected) / Expected), 0, 27.9);
    }

    [Fact]
    public void An_attempt_before_the_first_is_a_mistake() => Assert.Throws<ArgumentOutOfRangeException>(() => Policy.After(0, 0.5));
}
