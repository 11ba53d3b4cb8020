using Coxswain.Cli.Client;
using Coxswain.Cli.Commands.StatusLine;
using Coxswain.Core.Budgets;
using Coxswain.Core.Usage;
using Coxswain.Server.StatusLine;

namespace Coxswain.Tests.Cli.Commands.StatusLine;

public sealed class StatusLineViewTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private static readonly StatusLineInput Told = new("s-1", "Opus 5.5", 1.5m, 12, Noon.AddMinutes(4.5));
    private static readonly StatusLineAnswer Stored = new(3, 1.5m, 0, Noon, new SessionBurn(3, 20.4, 4.5m), Noon, null);

    [Fact]
    public void All_that_is_known_is_one_line() => Assert.Equal("Opus 5.5 · $1.5000 · $4.5000/h over 20m · context 12% · cache 4m", Line(Told, DaemonReach.Up, Stored));

    [Fact]
    public void Two_costs_that_differ_are_both_shown_and_named()
    {
        Assert.Equal("$1.4999 (client $1.5000)", Line(Costing(1.5m), DaemonReach.Up, Stored with { CostUsd = 1.4999m, Burn = null }));
        Assert.Equal("$1.5000", Line(Costing(1.50004m), DaemonReach.Up, Stored with { Burn = null }));
        Assert.Equal("$1.5000 +? (client $1.5000)", Line(Costing(1.5m), DaemonReach.Up, Stored with { UnknownCostRequests = 1, Burn = null }));
        Assert.Equal("$1.5000 (client)", Line(Costing(1.5m), DaemonReach.Up, Nothing));
        Assert.Equal("$1.5000", Line(Costing(null), DaemonReach.Up, Stored with { Burn = null }));
        Assert.Equal("cost unknown (client $1.5000)", Line(Costing(1.5m), DaemonReach.Up, Nothing with { UnknownCostRequests = 2 }));
        Assert.Equal("cost unknown", Line(Costing(null), DaemonReach.Up, Nothing with { UnknownCostRequests = 2 }));
    }

    [Fact]
    public void Nothing_known_is_no_zero()
    {
        Assert.Equal("", Line(Costing(null), DaemonReach.Up, Nothing));
        Assert.Equal("cox down", Line(Costing(null), DaemonReach.Down, null));
        Assert.Equal("cox: no session named", StatusLineView.Line(StatusLineReport.Of(null, null, null, Noon)));
    }

    [Theory]
    [InlineData(-0.1, "cache expired")]
    [InlineData(0.5, "cache <1m")]
    [InlineData(59.99, "cache 59m")]
    public void Cache_says_how_long_it_will_last(double minutes, string expected)
        => Assert.Equal(expected, Line(Costing(null) with { CacheExpires = Noon.AddMinutes(minutes) }, DaemonReach.Up, Nothing));

    [Theory]
    [InlineData(BudgetPeriod.Day, 5, 1.2, 0, "$1.20 of $5 left today")]
    [InlineData(BudgetPeriod.Week, 5.5, 0.001, 0, "<$0.01 of $5.50 left this week")]
    [InlineData(BudgetPeriod.Month, 1000, 0, 0, "$0 of $1,000 left this month")]
    [InlineData(BudgetPeriod.Session, 5, 1.2, 1, "at most $1.20 of $5 left in this session")]
    [InlineData(BudgetPeriod.Day, 5, -0.4, 0, "$0.40 over $5 today")]
    [InlineData(BudgetPeriod.Day, 5, -0.4, 2, "at least $0.40 over $5 today")]
    public void Budget_says_what_is_left_of_how_much_and_when(BudgetPeriod period, double limit, double left, long unknown, string expected)
        => Assert.Equal(expected, Line(Costing(null), DaemonReach.Up, Nothing with { Budget = Budget with { Period = period, LimitUsd = (decimal)limit, LeftUsd = (decimal)left, UnknownCostRequests = unknown } }));

    [Theory]
    [InlineData(79.99, 1.0005, false, "$1.00 of $5 left today")]
    [InlineData(82.4, 0.88, false, "$0.88 of $5 left today (82% used)")]
    [InlineData(82.4, 0.88, true, "$0.88 of $5 left today (82% used, overridden)")]
    [InlineData(99.99, 0.0005, false, "<$0.01 of $5 left today (CRITICAL: 99% used)")]
    [InlineData(100, 0, false, "$0 of $5 left today (BUDGET EXCEEDED)")]
    [InlineData(131, -1.55, true, "$1.55 over $5 today (BUDGET EXCEEDED, overridden)")]
    public void Budget_that_passed_a_threshold_says_so(double used, double left, bool isOverridden, string expected)
        => Assert.Equal(expected, Line(Costing(null), DaemonReach.Up, Nothing with { Budget = Budget with { UsedPercent = used, LeftUsd = (decimal)left, IsOverridden = isOverridden } }));

    [Fact]
    public void Cache_that_is_dear_to_lose_says_what_it_costs_by_the_clients_time_where_that_is_told()
    {
        var answer = Nothing with { Cache = new StatusLineCache(Noon.AddMinutes(2.5), 0.94m, Noon) };

        Assert.Equal("cache 4m (rebuild $0.94)", Line(Costing(null) with { CacheExpires = Noon.AddMinutes(4.5) }, DaemonReach.Up, answer));
        Assert.Equal("cache 2m (rebuild $0.94)", Line(Costing(null), DaemonReach.Up, answer));
        Assert.Equal("cache expired", Line(Costing(null) with { CacheExpires = Noon }, DaemonReach.Up, answer));
    }

    [Theory]
    [InlineData(200, "Opus 5.5 · $1.5000 · $1.20 of $5 left today · $4.5000/h over 20m · context 12% · cache 4m")]
    [InlineData(89, "Opus 5.5 · $1.5000 · $1.20 of $5 left today · $4.5000/h over 20m · context 12% · cache 4m")]
    [InlineData(88, "Opus 5.5 · $1.5000 · $1.20 of $5 left today · context 12% · cache 4m")]
    [InlineData(60, "Opus 5.5 · $1.5000 · $1.20 of $5 left today · cache 4m")]
    [InlineData(40, "$1.5000 · $1.20 of $5 left today")]
    [InlineData(20, "$1.5000")]
    [InlineData(5, "$1.5000")]
    public void Narrow_terminal_gets_what_matters_most(int width, string expected)
        => Assert.Equal(expected, StatusLineView.Line(StatusLineReport.Of(Told, DaemonReach.Up, Stored with { Budget = Budget }, Noon), width));

    [Theory]
    [InlineData(-12.5, 0.0)]
    [InlineData(0.0, 0.0)]
    [InlineData(4.5, 4.5)]
    [InlineData(null, null)]
    public void Cache_that_ran_out_has_no_minutes_left_and_no_negative_ones(double? minutes, double? left)
    {
        var told = Costing(null) with { CacheExpires = minutes is { } from ? Noon.AddMinutes(from) : null };
        var report = StatusLineReport.Of(told, DaemonReach.Up, Nothing, Noon);

        Assert.Equal((left, told.CacheExpires), (report.CacheMinutesLeft, report.CacheExpires));
    }

    [Fact]
    public void Daemon_and_store_that_cannot_be_asked_are_told_apart()
    {
        Assert.Equal("Opus 5.5 · $1.5000 (client) · context 12% · cache 4m · cox down", Line(Told, DaemonReach.Down, null));
        Assert.EndsWith(" · cox silent", Line(Told, DaemonReach.Silent, null), StringComparison.Ordinal);
        Assert.EndsWith(" · store away", Line(Told, DaemonReach.Up, StatusLineAnswer.Unavailable("gone")), StringComparison.Ordinal);
    }

    [Fact]
    public void Late_answer_names_no_cause()
    {
        Assert.EndsWith(" · cox late", Line(Told, DaemonReach.Late, null), StringComparison.Ordinal);
        Assert.EndsWith(" · store late", Line(Told, DaemonReach.Up, StatusLineAnswer.Unavailable(StatusLineAnswer.Late)), StringComparison.Ordinal);
    }

    private static StatusLineBudget Budget => new("day", BudgetPeriod.Day, 5, 1.2m, 76, 0, false, Noon);

    private static StatusLineAnswer Nothing => new(0, null, 0, null, null, Noon, null);

    private static StatusLineInput Costing(decimal? client) => StatusLineInput.Nothing with { SessionId = "s-1", ClientCostUsd = client };

    private static string Line(StatusLineInput told, DaemonReach reach, StatusLineAnswer? answer) => StatusLineView.Line(StatusLineReport.Of(told, reach, answer, Noon));
}
