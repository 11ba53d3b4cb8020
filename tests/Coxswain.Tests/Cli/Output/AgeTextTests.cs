using Coxswain.Cli.Output;

namespace Coxswain.Tests.Cli.Output;

public sealed class AgeTextTests
{
    [Theory]
    [InlineData(-11 * 60, "11 h in the future; check the clocks")]
    [InlineData(-0.5, "less than a minute ago")]
    [InlineData(0.5, "less than a minute ago")]
    [InlineData(59, "59 min ago")]
    [InlineData(3.53 * 24 * 60, "3 days ago")]
    public void Time_to_come_is_never_told_as_past(double minutes, string said) => Assert.Equal(said, AgeText.Ago(TimeSpan.FromMinutes(minutes)));
}
