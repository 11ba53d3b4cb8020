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
        var (turns, first, lost, expected, actual, lostTokens, loss) = (0, 0, 0, 0L, 0L, 0L, 0m);
        foreach (var conversation in history.Trace.Sessions.SelectMany(static session => session.Requests.Where(static request => request.QueryClass != "auxiliary").GroupBy(request => (session.SessionId, request.Agent?.AgentId))))
        {
            long? left = null;
            foreach (var request in conversation.OrderBy(static request => request.At - request.Duration))
            {
                turns++;
                if (left is { } before)
                {
                    var should = Math.Min(before, request.Usage.Prompt);
                    var missing = Math.Max(0, should - request.Usage.CacheRead);
                    (expected, actual, lost, lostTokens) = (expected + should, actual + request.Usage.CacheRead, lost + (missing > 0 ? 1 : 0), lostTokens + missing);
                    loss += Loss(request, missing);
                }
                else
                {
                    first++;
                }

                left = request.Usage.CacheRead + request.Usage.CacheWrite;
            }
        }

        var report = await history.AskAsync<CacheReport>("/api/cache?by=session");

        Assert.True(lost > 20, $"{lost} lost turns are too few to tell.");
        Assert.Empty(report.Untold.Where(static row => row.Reason != "auxiliary"));
        Assert.Equal((turns, first, lost, expected, actual, lostTokens), (report.Totals!.Turns, report.Totals.FirstTurns, report.Totals.LostTurns, report.Totals.ExpectedReadTokens, report.Totals.ActualReadTokens, report.Totals.LostTokens));
        Money(loss, report.Totals.LossUsd);
    }

    private static decimal Loss(TraceRequest request, long missing)
    {
        var usage = request.Usage;
        var hour = Math.Min(missing, usage.CacheWrite1h);
        var minutes = Math.Min(missing - hour, usage.CacheWrite5m);
        var input = missing - hour - minutes;
        return TracePrices.Cost(request.Model, usage)
            - TracePrices.Cost(request.Model, usage with { CacheWrite1h = usage.CacheWrite1h - hour, CacheWrite5m = usage.CacheWrite5m - minutes, Input = usage.Input - input, CacheRead = usage.CacheRead + missing });
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
