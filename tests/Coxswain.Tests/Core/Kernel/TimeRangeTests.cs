using Coxswain.Core.Kernel;

namespace Coxswain.Tests.Core.Kernel;

public sealed class TimeRangeTests
{
    [Fact]
    public void End_is_outside_the_range()
    {
        var noon = new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

        var hour = new TimeRange(noon, noon.AddHours(1));

        Assert.True(hour.Contains(noon));
        Assert.False(hour.Contains(noon.AddHours(1)));
    }

    [Fact]
    public void Range_that_ends_before_it_starts_is_refused()
    {
        var noon = new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

        Assert.Throws<ArgumentException>(() => new TimeRange(noon, noon.AddTicks(-1)));
    }
}
