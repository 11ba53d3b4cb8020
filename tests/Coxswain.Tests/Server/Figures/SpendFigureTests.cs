using System.Text.Json;
using Coxswain.Core.Usage;
using Coxswain.Core.Usage.Caching;
using Coxswain.Testing.Traces;

namespace Coxswain.Tests.Server.Figures;

/// <summary>Must show 2: spend, models, budgets and cache against the generator's own list.</summary>
[Collection(nameof(GeneratedFigures))]
public sealed class SpendFigureTests(GeneratedHistory history)
{
    [Fact]
    public async Task Every_sessions_models_and_projects_spend_is_the_generators()
    {
        var requests = history.Trace.Sessions.SelectMany(session => session.Requests.Select(request => (Session: session, Request: request))).ToList();

        await SameAsync("session", requests.GroupBy(static one => one.Session.SessionId));
        await SameAsync("model", requests.GroupBy(static one => one.Request.Model));
        await SameAsync("project", requests.GroupBy(one => history.Project(one.Session)));
        await SameAsync("daily", requests.GroupBy(static one => one.Request.At.UtcDateTime.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task Session_budget_is_used_by_that_sessions_cost()
    {
        await history.PutAsync("/api/budgets/each", new { period = "session", limitUsd = 0.5m });
        foreach (var session in history.Trace.Sessions.Take(3))
        {
            var row = (await history.AskAsync<JsonElement>($"/api/budgets?session={session.SessionId}")).GetProperty("budgets").EnumerateArray().Single();

            Assert.Equal(session.Requests.Count(), row.GetProperty("requests").GetInt64());
            Money(session.CostUsd, row.GetProperty("spentUsd").GetDecimal());
            Money(0.5m - session.CostUsd, row.GetProperty("leftUsd").GetDecimal());
            Assert.Equal((double)(session.CostUsd / 0.5m * 100), row.GetProperty("usedPercent").GetDouble(), 1e-6);
        }
    }

    /// <summary>A turn of a conversation should read what the one before read and wrote, as far as its own prompt goes.</summary>
    [Fact]
    public async Task Cache_ledger_is_the_generators()
    {
        var own = OwnLedger.Of(history.Trace.Sessions);
        var report = await history.AskAsync<CacheReport>("/api/cache?by=session");

        Assert.True(own.LostTurns > 20, $"{own.LostTurns} lost turns are too few to tell.");
        Assert.DoesNotContain(report.Untold, static row => row.Reason != "auxiliary");
        Assert.Equal((own.Turns, own.FirstTurns, own.LostTurns, own.Expected, own.Actual, own.LostTokens), (report.Totals!.Turns, report.Totals.FirstTurns, report.Totals.LostTurns, report.Totals.ExpectedReadTokens, report.Totals.ActualReadTokens, report.Totals.LostTokens));
        Money(own.LossUsd, report.Totals.LossUsd);
    }

    private async Task SameAsync(string report, IEnumerable<IGrouping<string, (TraceSession Session, TraceRequest Request)>> expected)
    {
        var answer = await history.AskAsync<UsageReport>($"/api/usage/{report}");
        var rows = answer.Rows.ToDictionary(static row => row.Key, static row => row.Totals);

        Assert.Equal(expected.Select(static group => group.Key).Order(StringComparer.Ordinal), rows.Keys.Order(StringComparer.Ordinal));
        foreach (var group in expected)
        {
            var (usage, row) = (group.Aggregate(default(TraceUsage), static (sum, one) => sum + one.Request.Usage), rows[group.Key]);
            Assert.Equal((group.Count(), usage.Input, usage.Output, usage.CacheRead, usage.CacheWrite5m, usage.CacheWrite1h), (row.Requests, row.InputTokens, row.OutputTokens, row.CacheReadTokens, row.CacheWrite5mTokens, row.CacheWrite1hTokens));
            Money(group.Sum(static one => one.Request.CostUsd), row.CostUsd);
            Assert.Equal((0L, 0L), (row.UnknownCostRequests, row.UnexplainedDisagreements));
        }

        Money(history.Trace.CostUsd, answer.Totals?.CostUsd);
    }

    private static void Money(decimal expected, decimal? told) => Assert.InRange(told ?? -1, expected - 1e-9m, expected + 1e-9m);
}
