using System.Text.Json;
using Coxswain.Testing.Traces;

namespace Coxswain.Tests.Server.Figures;

/// <summary>Must show 2: how likely calls are to come too late, counted anew in the generator's list as docs/dashboard.md says it is done. All calls stream.</summary>
[Collection(nameof(EventfulFigures))]
public sealed class TimeoutFigureTests(EventfulHistory history)
{
    private const double Limit = 120_000, LongestWait = 180_000;

    private static readonly double[] Moments = [0, 5_000, 10_000, 20_000, 30_000, 60_000, 90_000, 120_000, 180_000];

    /// <param name="FirstMs">Until its answer began; <see langword="null"/>: nobody told.</param>
    /// <param name="IsCut">It was given up because nothing came in time: it lasted at least so long.</param>
    private sealed record Call(DateTimeOffset At, string Model, string Size, double? FirstMs, double WholeMs, bool IsCut);

    private sealed record Chance(long Passed, long Of, string Like)
    {
        /// <summary>The mean of the Beta distribution with half a call each way.</summary>
        public double Mean => (Passed + 0.5) / (Of + 1);
    }

    [Fact]
    public async Task Every_class_is_the_generators()
    {
        var told = await history.AskAsync<JsonElement>("/api/timeouts");
        var (calls, deadlines) = (Calls(told), Deadlines(told));

        Assert.True(calls.Count > 1000 && calls.Count < history.Trace.Requests.Count(), $"{calls.Count} calls: some are to lie before the 30 days.");
        Assert.Contains(calls, static call => call.IsCut);
        Assert.Equal((calls.Count, Limit, 0), (told.Long("calls"), told.Number("limitMs"), told.List("underWay").Count));
        Assert.Equal(calls.Max(static call => call.At), told.Time("newest"));
        Has(told.GetProperty("all"), Counted(calls, static call => call.WholeMs, 0, Limit, "all"), Limit);

        var classes = calls.GroupBy(static call => (call.Model, call.Size)).ToDictionary(static group => group.Key, static group => group.ToList());
        Assert.Equal(classes.Select(static one => (one.Key, one.Value.Count)).Order(), told.List("classes").Select(static row => ((row.Text("modelId"), row.Text("size")), (int)row.Long("calls"))).Order());
        foreach (var row in told.List("classes"))
        {
            var key = (Model: row.Text("modelId"), Size: row.Text("size"));
            var times = classes[key].Select(static call => call.WholeMs).Order().ToList();
            Assert.True(row.GetProperty("isStream").GetBoolean());
            Assert.Equal(classes[key].Count(static call => call.IsCut), row.Long("cut"));
            Assert.Equal(times.First(time => times.Count(other => other <= time) >= 0.5 * times.Count), row.Number("medianMs"));
            Assert.Equal(times.First(time => times.Count(other => other <= time) >= 0.95 * times.Count), row.Number("p95Ms"));
            Assert.Equal(deadlines(key.Model, key.Size), row.Number("deadlineMs") ?? -1, 0.5);
            Has(row.GetProperty("whole"), Like(calls, key, static call => call.WholeMs, 0, Limit), Limit);
            Has(row.GetProperty("beginning"), Like(calls, key, static call => call.FirstMs, 0, deadlines(key.Model, key.Size)), deadlines(key.Model, key.Size));
        }

        var chances = told.List("classes").Select(static row => row.GetProperty("whole")).ToList();
        Assert.True(chances.Count(static chance => chance.Long("passed") > 0) >= 4, "Hardly any class has slow calls.");
        Assert.True(chances.Exists(static chance => chance.Text("like") != "model_and_size"), "No class is too small for itself.");
    }

    [Fact]
    public async Task Model_asked_for_leaves_its_classes()
    {
        var (all, some) = (await history.AskAsync<JsonElement>("/api/timeouts"), await history.AskAsync<JsonElement>("/api/timeouts?model=claude-haiku-5-5"));

        Assert.Equal(all.List("classes").Where(static row => row.Text("modelId") == "claude-haiku-5-5").Select(static row => row.GetRawText()), some.List("classes").Select(static row => row.GetRawText()));
        Assert.NotEmpty(some.List("classes"));
    }

    /// <summary>Chances of the earlier 70 of 100 calls against what came of the later 30.</summary>
    [Fact]
    public async Task Calibration_is_that_of_later_calls()
    {
        var told = await history.AskAsync<JsonElement>("/api/timeouts");
        var (calls, deadlines) = (Calls(told), Deadlines(told));

        Calibrated(told.GetProperty("wholeCalibration"), calls, static call => call.WholeMs, static _ => Limit);
        Calibrated(told.GetProperty("beginningCalibration"), [.. calls.Where(static call => call.FirstMs is not null)], static call => call.FirstMs, call => deadlines(call.Model, call.Size));
    }

    private static void Calibrated(JsonElement told, List<Call> calls, Func<Call, double?> lasted, Func<Call, double> deadline)
    {
        var ordered = calls.OrderBy(static call => call.At).ToList();
        var (earlier, later) = (ordered.Take(ordered.Count * 7 / 10).ToList(), ordered.Skip(ordered.Count * 7 / 10).ToList());
        var foretold = new List<(double Chance, double Rate, bool HasPassed)>();

        // One that was cut before the deadline may have passed it or not.
        foreach (var call in later.Where(call => !call.IsCut || lasted(call) >= deadline(call)))
        {
            foreach (var moment in Moments.Where(moment => moment < deadline(call) && moment < lasted(call)))
            {
                var (like, any) = (Like(earlier, (call.Model, call.Size), lasted, moment, deadline(call)), Counted(earlier, lasted, moment, deadline(call), "all"));
                if (any.Of > 0)
                {
                    foretold.Add((like.Mean, any.Mean, call.IsCut || lasted(call) > deadline(call)));
                }
            }
        }

        var tenths = foretold.GroupBy(static one => Math.Min(9, Math.Floor(one.Chance * 10))).OrderBy(static tenth => tenth.Key).ToList();
        Assert.True(foretold.Count > 500 && earlier[^1].At < later[0].At, "Too little to tell.");
        Assert.Equal((later.Count, foretold.Count), (told.Long("calls"), told.Long("n")));
        Assert.Equal(foretold.Average(static one => Math.Pow(one.Chance - (one.HasPassed ? 1 : 0), 2)), told.Number("brier") ?? -1, 1e-9);
        Assert.Equal(foretold.Average(static one => Math.Pow(one.Rate - (one.HasPassed ? 1 : 0), 2)), told.Number("brierOfRate") ?? -1, 1e-9);
        Assert.Equal(tenths.Sum(static tenth => 100.0 * tenth.Count() * Math.Abs(tenth.Average(static one => one.Chance) - tenth.Average(static one => one.HasPassed ? 1.0 : 0))) / foretold.Count, told.Number("offByPoints") ?? -1, 1e-9);
        Assert.Equal(tenths.Select(static tenth => (tenth.Key, (long)tenth.Count())), told.List("rows").Select(static row => (Math.Round((row.Number("from") ?? -1) * 10), row.Long("n"))));
        foreach (var (row, tenth) in told.List("rows").Zip(tenths))
        {
            Assert.Equal(tenth.Average(static one => one.Chance), row.Number("predicted") ?? -1, 1e-9);
            Assert.Equal(tenth.Average(static one => one.HasPassed ? 1.0 : 0), row.Number("observed") ?? -1, 1e-9);
        }
    }

    private static void Has(JsonElement told, Chance own, double deadline)
    {
        Assert.Equal((own.Passed, own.Of, own.Like, 0.0), (told.Long("passed"), told.Long("of"), told.Text("like"), told.Number("lastedMs")));
        Assert.Equal(deadline, told.Number("deadlineMs") ?? -1, 0.5);
        Assert.Equal(own.Mean, told.Number("chance") ?? -1, 1e-12);
        var (low, high) = OwnMath.Jeffreys(own.Passed, own.Of);
        Assert.Equal(low, told.Number("low") ?? -1, 1e-4);
        Assert.Equal(high, told.Number("high") ?? -1, 1e-4);
    }

    /// <summary>Of the same model and size; where fewer than twenty had lasted as long, of the model, else of the size, else all.</summary>
    private static Chance Like(List<Call> calls, (string Model, string Size) key, Func<Call, double?> lasted, double moment, double deadline)
    {
        var nearest = new[]
        {
            Counted([.. calls.Where(call => (call.Model, call.Size) == key)], lasted, moment, deadline, "model_and_size"),
            Counted([.. calls.Where(call => call.Model == key.Model)], lasted, moment, deadline, "model"),
            Counted([.. calls.Where(call => call.Size == key.Size)], lasted, moment, deadline, "size"),
            Counted(calls, lasted, moment, deadline, "all"),
        };
        return nearest.FirstOrDefault(static chance => chance.Of >= 20) ?? nearest.OrderByDescending(static chance => chance.Of).First();
    }

    /// <summary>Calls that were cut passed every deadline up to there, and tell nothing of later ones.</summary>
    private static Chance Counted(List<Call> calls, Func<Call, double?> lasted, double moment, double deadline, string like)
    {
        var known = calls.Where(call => lasted(call) > moment && (!call.IsCut || lasted(call) >= deadline)).ToList();
        return new Chance(known.Count(call => call.IsCut || lasted(call) > deadline), known.Count, like);
    }

    /// <summary>As the gateway learns them: three times what 99 of 100 took of the last 14 days, from 50 requests on, at least 20 seconds; at most, and with fewer, three minutes.</summary>
    private Func<string, string, double> Deadlines(JsonElement told)
    {
        var since = told.Time("historyTo").AddDays(-14);
        var learned = Calls(told).Where(call => call.At >= since && call.FirstMs is not null).GroupBy(static call => (call.Model, call.Size)).Where(static group => group.Count() >= 50)
            .ToDictionary(static group => group.Key, static group => Math.Clamp(3 * P99([.. group.Select(static call => call.FirstMs ?? 0).Order()]), 20_000, LongestWait));

        Assert.True(learned.Values.Count(static deadline => deadline < LongestWait) >= 2, "Hardly any deadline is learned.");
        return (model, size) => learned.GetValueOrDefault((model, size), LongestWait);
    }

    /// <summary>Between the two measured values nearest to it.</summary>
    private static double P99(List<double> sorted)
    {
        var place = 0.99 * (sorted.Count - 1);
        var (low, high) = (sorted[(int)place], sorted[Math.Min(sorted.Count - 1, (int)place + 1)]);
        return low + ((high - low) * (place - (int)place));
    }

    private List<Call> Calls(JsonElement told)
    {
        var (from, to) = (told.Time("historyFrom"), told.Time("historyTo"));
        Assert.Equal(TimeSpan.FromDays(30), to - from);
        return
        [
            .. history.Trace.Sessions.SelectMany(static session => session.Requests.Select(Answered).Concat(session.Failures.Where(static failure => failure.StatusCode == 504).Select(failure => Late(session, failure))))
                .Where(call => call.At >= from && call.At < to),
        ];
    }

    private static Call Answered(TraceRequest request) => new(request.At, request.Model, Size(request.Usage.Prompt), request.FirstToken.TotalMilliseconds, request.Duration.TotalMilliseconds, false);

    private static Call Late(TraceSession session, TraceFailure failure) => new(
        failure.At, failure.Model, Size(session.Requests.Where(static request => request.Agent is null).Where(request => request.At <= failure.At).MaxBy(static request => request.At)?.Usage.Prompt ?? 0), null, failure.LastAttempt.TotalMilliseconds, true);

    private static string Size(long tokens) => tokens <= 8_000 ? "small" : tokens <= 50_000 ? "medium" : tokens <= 200_000 ? "large" : "huge";
}
