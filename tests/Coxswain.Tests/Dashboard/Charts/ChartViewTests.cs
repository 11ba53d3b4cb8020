using Coxswain.Dashboard;
using Coxswain.Dashboard.Charts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Coxswain.Tests.Dashboard.Charts;

public sealed class ChartViewTests
{
    /// <summary>Of three hours one has no data, one $0 and one $5: a gap, a bar of no height, and one of the whole height up to the 5 the axis ends at.</summary>
    [Fact]
    public async Task Gap_and_zero_differ_and_bars_begin_at_zero()
    {
        var html = await DrawAsync(new Chart("Spend", ChartUnit.Usd, ["10:00", "11:00", "12:00"], [new ChartSeries("spent", ChartKind.Bar, [null, 0, 5])]));

        Assert.Equal(2, html.Split("<rect").Length - 1);
        Assert.Contains("<title>11:00: $0.00</title>", html, StringComparison.Ordinal);
        Assert.Contains("height=\"0\"", html, StringComparison.Ordinal);
        Assert.Contains("height=\"132\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("10:00: ", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bars_of_several_series_stand_on_each_other_and_a_limit_is_a_line()
    {
        var html = await DrawAsync(new Chart("Spend", ChartUnit.Usd, ["a"], [new ChartSeries("one", ChartKind.Bar, [2]), new ChartSeries("two", ChartKind.Bar, [3])]) { Limit = 10, LimitName = "day" });

        // 132 units are $10: the first from 148 up to 121.6, the second from there to 82.
        Assert.Contains("y=\"121.6\"", html, StringComparison.Ordinal);
        Assert.Contains("y=\"82\"", html, StringComparison.Ordinal);
        Assert.Contains("day $10.00", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_are_no_markup_in_the_drawing_nor_in_what_the_script_reads()
    {
        const string Hostile = "\"'><script>alert(1)</script>\u202E";
        var html = await DrawAsync(new Chart(Hostile, ChartUnit.Count, [Hostile], [new ChartSeries(Hostile, ChartKind.Line, [1]), new ChartSeries("b", ChartKind.Bar, [double.MaxValue])]));

        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("'>", html, StringComparison.Ordinal);
    }

    private static async Task<string> DrawAsync(Chart chart)
    {
        await using var services = new ServiceCollection().BuildServiceProvider();
        return await new PageRenderer(services, NullLoggerFactory.Instance).PartAsync(typeof(ChartView), new Dictionary<string, object?> { ["Chart"] = chart });
    }
}
