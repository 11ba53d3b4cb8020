using Coxswain.Testing.Traces;
using Coxswain.Testing.Traces.Telemetry;
using Coxswain.Testing.Traces.Transcripts;

namespace Coxswain.Tests.Testing.Traces;

public sealed class TraceGeneratorTests
{
    private static readonly Trace Baseline = TraceGenerator.Generate(TraceOptions.Baseline);

    [Fact]
    public void Default_trace_is_the_plans_baseline()
    {
        Assert.Equal(628, Baseline.Requests.Count());
        Assert.Equal(1, Baseline.Errors);
        Assert.Equal(3.01m, decimal.Round(Baseline.AverageSessionCostUsd, 3));
        Assert.Equal(195, Baseline.Requests.Count(request => request.Model.Contains("haiku", StringComparison.Ordinal)));
        Assert.Equal(72, Baseline.AverageSessionLength.TotalMinutes, 1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Other_seeds_keep_the_asked_totals(int seed)
    {
        var trace = TraceGenerator.Generate(new TraceOptions { Seed = seed, Requests = 400, Sessions = 5 });

        Assert.Equal(400, trace.Requests.Count());
        Assert.Equal(3.01m, decimal.Round(trace.AverageSessionCostUsd, 2));
        Assert.Equal(0.31, trace.HaikuShare, 0.005);
        Assert.Equal(72, trace.AverageSessionLength.TotalMinutes, 1);
    }

    [Fact]
    public void Same_seed_gives_the_same_bytes()
    {
        var again = TraceGenerator.Generate(TraceOptions.Baseline);

        Assert.Equal(Bodies(Baseline), Bodies(again));
        Assert.Equal(Texts(Baseline), Texts(again));
        Assert.NotEqual(Texts(Baseline), Texts(TraceGenerator.Generate(TraceOptions.Baseline with { Seed = 2 })));
    }

    [Fact]
    public void Odd_requests_are_made_as_many_as_asked()
    {
        var trace = TraceGenerator.Generate(new TraceOptions { CutStreams = 4, SwitchedAnswers = 3, WebSearches = 2, Errors = 2 });

        Assert.Equal(4, trace.Requests.Count(request => request.CutOutput > 0));
        Assert.Equal(3, trace.Requests.Count(request => request.IsSwitched));
        Assert.Equal(2, trace.Requests.Sum(request => request.Usage.WebSearches));
        Assert.Equal(2, trace.Errors);
        Assert.All(trace.Requests.Where(request => request.IsSwitched), request => Assert.True(request.ReportedCostUsd > 5 * request.CostUsd));
    }

    [Fact]
    public void Sessions_hold_caches_that_expire_compactions_subagents_failed_tools_and_titles()
    {
        Assert.Contains(Baseline.Requests, request => request.Usage.CacheRead > 0);
        Assert.Contains(Baseline.Sessions, session => session.Requests.Skip(2).Any(request => request is { QueryClass: "main", Usage.CacheRead: 0 }));
        Assert.Contains(Baseline.Requests, request => request.Usage.CacheWrite1h > 0);
        Assert.Contains(Baseline.Requests, request => request.Usage.CacheWrite5m > 0);
        Assert.Contains(Baseline.Sessions, session => session.Steps.OfType<TraceCompaction>().Any(c => c.TokensAfter < c.TokensBefore));
        Assert.Contains(Baseline.Requests, request => request.Agent is not null);
        Assert.Contains(Baseline.Sessions, session => session.Tools.Any(tool => !tool.Succeeded));
        Assert.Equal(Baseline.Sessions.Count, Baseline.Requests.Count(request => request.QuerySource == "generate_session_title"));
    }

    [Fact]
    public void Steps_are_in_time_order_and_inside_their_session() => Assert.All(Baseline.Sessions, session =>
    {
        Assert.Equal(session.Steps.Select(step => step.At).Order(), session.Steps.Select(step => step.At));
        Assert.Equal(session.End, session.Steps[^1].At);
        Assert.True(session.Steps[0].At >= session.Start);
    });

    private static IEnumerable<byte[]> Bodies(Trace trace) => TelemetryRendering.Render(trace).Select(export => export.ToProtobuf());

    private static IEnumerable<string> Texts(Trace trace) => TranscriptRendering.Render(trace).Select(file => file.Content);
}
