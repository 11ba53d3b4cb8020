using Coxswain.Dashboard.Shared;

namespace Coxswain.Tests.Dashboard;

public sealed class FormatTests
{
    [Theory]
    [InlineData(0, "$0.00")]
    [InlineData(0.00001, "<$0.0001")]
    [InlineData(0.0261, "$0.0261")]
    [InlineData(0.1, "$0.10")]
    [InlineData(1234.567, "$1,234.57")]
    [InlineData(-0.5, "−$0.50")]
    public void Money_is_never_rounded_to_nothing(decimal usd, string text) => Assert.Equal(text, Format.Money(usd));

    [Theory]
    [InlineData(null, 3, "unknown")]
    [InlineData(1.0, 3, "$1.00+?")]
    [InlineData(0.0, 0, "$0.00")]
    public void Unknown_part_and_nothing_differ(double? usd, long unknown, string text) => Assert.Equal(text, Format.Cost((decimal?)usd, unknown));

    [Theory]
    [InlineData(99.99, "99.9 %")]
    [InlineData(100, "100 %")]
    [InlineData(0.04, "0 %")]
    public void Percents_are_rounded_down(double percent, string text) => Assert.Equal(text, Format.Percent(percent));
}
