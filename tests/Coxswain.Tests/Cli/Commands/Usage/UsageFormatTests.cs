using Coxswain.Cli.Commands.Usage;

namespace Coxswain.Tests.Cli.Commands.Usage;

public sealed class UsageFormatTests
{
    [Theory]
    [InlineData(-11 * 60, "11 h in the future; check the clocks")]
    [InlineData(-0.5, "less than a minute ago")]
    [InlineData(0.5, "less than a minute ago")]
    [InlineData(59, "59 min ago")]
    public void Time_to_come_is_never_told_as_past(double minutes, string said) => Assert.Equal(said, UsageFormat.Ago(TimeSpan.FromMinutes(minutes)));
}
