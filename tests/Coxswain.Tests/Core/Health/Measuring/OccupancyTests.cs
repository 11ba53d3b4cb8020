using Coxswain.Core.Health;
using Coxswain.Core.Health.Measuring;
using Coxswain.Core.Health.Window;
using static Coxswain.Tests.Core.Health.HealthSubjects;

namespace Coxswain.Tests.Core.Health.Measuring;

public sealed class OccupancyTests
{
    [Fact]
    public void The_last_request_counts_and_nothing_is_summed()
    {
        // 50 + 600 + 50 of the last one; the first one's 400 are in it already. 700 of 1,000.
        var metric = Occupancy.Of(Of(new ContextWindow { Requests = [Request(1, 400), Request(2, 50, read: 600, write: 50)], LastTurn = 2 }));

        Assert.Equal(0.7, metric.Value);
        Assert.Equal(HealthBand.Warn, metric.Band);
        Assert.NotNull(metric.Advice);
        Assert.Equal([700, 300], metric.Parts.Select(part => part.Tokens ?? -1));
    }

    [Theory]
    [InlineData(600, HealthBand.Good)]
    [InlineData(601, HealthBand.Warn)]
    [InlineData(800, HealthBand.Warn)]
    [InlineData(801, HealthBand.Bad)]
    public void Bands_end_where_the_thresholds_say(long used, HealthBand band)
        => Assert.Equal(band, Occupancy.Of(Of(new ContextWindow { Requests = [Request(1, used)], LastTurn = 1 })).Band);

    [Fact]
    public void What_the_status_line_told_later_counts()
    {
        var window = new ContextWindow { Requests = [Request(1, 400)], LastTurn = 1 };

        Assert.Equal(0.5, Occupancy.Of(Of(window, status: new StatusLineContext(Start.AddHours(1), 1000, 500, "m"))).Value);
        Assert.Equal(0.4, Occupancy.Of(Of(window, status: new StatusLineContext(Start, 1000, 500, "m"))).Value);
    }

    [Fact]
    public void After_a_compaction_the_requests_before_it_say_nothing()
    {
        var window = new ContextWindow { Requests = [Request(1, 900)], Compactions = [Compaction("auto", 900, 100, [], [])], LastTurn = 1 };

        // Nor does the status line, which tells the last request's until there is another.
        var metric = Occupancy.Of(Of(window, status: new StatusLineContext(Start.AddHours(1), 1000, 900, "m")));

        Assert.Null(metric.Value);
        Assert.NotNull(metric.Unknown);
        Assert.Null(metric.Band);
    }

    [Fact]
    public void Without_a_window_size_there_is_no_share_but_the_tokens_are_told()
    {
        var metric = Occupancy.Of(Of(new ContextWindow { Requests = [Request(1, 400)], LastTurn = 1 }, size: null));

        Assert.Null(metric.Value);
        Assert.Equal(400, Assert.Single(metric.Parts).Tokens);
    }
}
