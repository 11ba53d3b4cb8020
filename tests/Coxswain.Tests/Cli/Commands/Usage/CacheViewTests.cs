using Coxswain.Cli.Commands.Usage;
using Coxswain.Cli.Output;
using Coxswain.Core.Usage.Caching;

namespace Coxswain.Tests.Cli.Commands.Usage;

public sealed class CacheViewTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Losses_are_told_with_their_cause_what_they_cost_and_what_could_not_be_told()
    {
        var shown = Show(Report(new CacheTotals(12, 2, 2, 300_000, 150_000, 150_000, 0.72m, 1, 1)) with
        {
            Rows = [new CacheReportRow("expiry+tools", "", new CacheTotals(1, 0, 1, 150_000, 0, 150_000, 0.72m, 0, 0))],
            Largest = [new CacheLossRow("2d1add8a", "", Noon, "claude-opus-5-5", 150_000, 0, 150_000, 0.72m, true, ["expiry", "tools"], 4000)],
            Untold = [new CacheUntoldRow("maybe_rewound", 3)],
        });

        Assert.Contains("2 of 10 that could read lost 150,000 tokens · ≤$0.7200 +?", shown, StringComparison.Ordinal);
        Assert.Contains("expiry + tools", shown, StringComparison.Ordinal);
        Assert.Contains("≤$0.7200", shown, StringComparison.Ordinal);
        Assert.Contains("67 min", shown, StringComparison.Ordinal);
        Assert.Contains("Not told: 3 turns (maybe rewound).", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_lost_no_data_and_an_unknown_price_are_three_things()
    {
        Assert.Contains("No turn read less than was left for it.", Show(Report(new CacheTotals(3, 1, 0, 9, 9, 0, 0, 0, 0))), StringComparison.Ordinal);
        Assert.Contains("No data: ", Show(Report(null) with { OldestTurn = null, NewestTurn = null }), StringComparison.Ordinal);
        Assert.Contains("lost 9 tokens · unknown", Show(Report(new CacheTotals(3, 1, 1, 9, 0, 9, null, 1, 0))), StringComparison.Ordinal);
    }

    private static CacheReport Report(CacheTotals? totals) => new("cause", "UTC", Noon, null, "", "", Noon, Noon, Noon, new DateOnly(2026, 11, 22), totals, [], [], [], false);

    private static string Show(CacheReport report)
    {
        var data = new StringWriter();
        CacheView.Write(report, new CommandOutput(data, new StringWriter(), json: false, new TerminalShape(null, false)));
        return data.ToString();
    }
}
