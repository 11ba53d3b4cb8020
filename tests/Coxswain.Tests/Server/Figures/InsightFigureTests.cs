using System.Text;
using System.Text.Json;
using Coxswain.Testing.Traces;

namespace Coxswain.Tests.Server.Figures;

/// <summary>Must show 2: what is said of a single session against the generator's own list, each figure with its n. The API rounds parts to six digits.</summary>
[Collection(nameof(EventfulFigures))]
public sealed class InsightFigureTests(EventfulHistory history)
{
    private const int FewestOwn = 50;

    [Fact]
    public async Task Every_sessions_cost_is_the_generators()
    {
        foreach (var (session, answer) in await history.InsightsAsync())
        {
            var told = answer.GetProperty("costAnalysis");
            var (usage, ledger) = (session.Usage, OwnLedger.Of([session]));

            Has(told.GetProperty("cost"), "usd", session.CostUsd, session.Requests.Count());
            Has(told.GetProperty("cacheShare"), "part", (decimal)usage.CacheRead / usage.Prompt, session.Requests.Count());
            Has(told.GetProperty("cacheLoss"), "usd", ledger.LossUsd, ledger.LostTurns);
            HasNone(told.GetProperty("burnRate"));

            var models = session.Requests.GroupBy(static request => request.Model).OrderByDescending(static model => model.Sum(static request => request.CostUsd)).ToList();
            Assert.Equal(models.Select(static model => model.Key), told.List("modelBreakdown").Select(static row => row.Text("model")));
            foreach (var (row, model) in told.List("modelBreakdown").Zip(models))
            {
                var cost = model.Sum(static request => request.CostUsd);
                Has(row.GetProperty("cost"), "usd", cost, model.Count());
                Assert.Equal(cost / session.CostUsd, row.Money("part") ?? -1, 6);
            }
        }
    }

    [Fact]
    public async Task Every_sessions_failures_are_the_generators()
    {
        var sessions = history.Trace.Sessions;
        var (hasFew, hasMany) = (false, false);
        foreach (var (session, answer) in await history.InsightsAsync())
        {
            var told = answer.GetProperty("errorRisk");
            var (given, all) = (session.Failures.Count(), session.Requests.Count() + session.Failures.Count());
            var back = history.IsInTranscripts(session) ? session.Requests.Select(static request => request.Before).OfType<TraceFailure>().ToList() : [];

            HasPart(told.GetProperty("givenUp"), given, all);
            HasPart(told.GetProperty("recovered"), back.Count, back.Count + given);
            Assert.Equal(session.Failures.Concat(back).Sum(static failure => failure.Attempts), told.Long("failedTries"));

            // One of its own transcript's failures is enough to know of all.
            Assert.Equal(!history.IsInTranscripts(session) || (given == 0 && back.Count == 0), told.GetProperty("isTriesLeast").GetBoolean());

            var week = answer.Time("asOf").AddDays(-7);
            var (lately, latelyGiven) = (sessions.Sum(one => one.Requests.Count(request => request.At >= week)), sessions.Sum(one => one.Failures.Count(failure => failure.At >= week)));
            HasPart(told.GetProperty("nextRequest"), all < FewestOwn ? latelyGiven : given, all < FewestOwn ? lately + latelyGiven : all);
            (hasFew, hasMany) = (hasFew || all < FewestOwn, hasMany || all >= FewestOwn);
            Assert.True(lately > 100, "Nothing happened lately.");
        }

        Assert.True(hasFew, "No session is short.");
        Assert.True(hasMany, "No session is long.");
    }

    [Fact]
    public async Task Every_sessions_tools_are_the_generators()
    {
        foreach (var (session, answer) in await history.InsightsAsync())
        {
            var told = answer.GetProperty("toolEfficiency");

            HasPart(told.GetProperty("success"), session.Tools.Count(static tool => tool.Succeeded), session.Tools.Count());
            Assert.Equal(session.Tools.Select(static tool => tool.Name).Distinct().Order(StringComparer.Ordinal), told.List("tools").Select(static row => row.Text("tool")).Order(StringComparer.Ordinal));
            Assert.Equal(told.List("tools").Select(static row => row.Long("calls")).OrderDescending(), told.List("tools").Select(static row => row.Long("calls")));
            foreach (var row in told.List("tools"))
            {
                var own = session.Tools.Where(tool => tool.Name == row.Text("tool")).ToList();

                // Telemetry tells no size of a failed call's result.
                var sized = own.Where(tool => tool.Succeeded || history.IsInTranscripts(session)).Sum(static tool => (long)Encoding.UTF8.GetByteCount(tool.Result));
                HasPart(row.GetProperty("success"), own.Count(static tool => tool.Succeeded), own.Count);
                Assert.Equal((own.Count, 0, 0, sized), (row.Long("calls"), row.Long("rejected"), row.Long("unfinished"), row.Long("resultBytes")));
            }
        }
    }

    private static void Has(JsonElement told, string unit, decimal value, long n)
    {
        Assert.Equal((unit, n, ""), (told.Text("unit"), told.Long("n"), told.Text("why")));
        Assert.InRange(told.Money("value") ?? -1, value - (unit == "part" ? 5.1e-7m : 1e-9m), value + (unit == "part" ? 5.1e-7m : 1e-9m));
    }

    private static void HasPart(JsonElement told, long count, long of)
    {
        if (of == 0)
        {
            HasNone(told);
            return;
        }

        Has(told, "part", (decimal)count / of, of);
        var (low, high) = OwnMath.Wilson(count, of);
        Assert.Equal(low, told.Number("low") ?? -1, 5.1e-7);
        Assert.Equal(high, told.Number("high") ?? -1, 5.1e-7);
    }

    private static void HasNone(JsonElement told)
    {
        Assert.Equal((null, 0), (told.Money("value"), told.Long("n")));
        Assert.NotEqual("", told.Text("why"));
    }
}
