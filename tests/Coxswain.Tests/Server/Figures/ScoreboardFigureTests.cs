using System.Globalization;
using System.Net;
using System.Text.Json;
using Coxswain.Dashboard.Shared;
using Coxswain.Testing.Traces;

namespace Coxswain.Tests.Server.Figures;

/// <summary>Must show 2: the plan's success metrics and what came of work against the generator's own list, each with its n.</summary>
[Collection(nameof(EventfulFigures))]
public sealed class ScoreboardFigureTests(EventfulHistory history)
{
    private const string Billing = "/home/dev/billing-service";

    private sealed record Span(DateTimeOffset From, DateTimeOffset To)
    {
        public bool Holds(DateTimeOffset at) => at >= From && at < To;
    }

    /// <summary>Few days: a handful of sessions, where an interval of normal distribution would be plainly too narrow.</summary>
    [Theory]
    [InlineData(20, "")]
    [InlineData(20, Billing)]
    [InlineData(4, "")]
    [InlineData(6, Billing)]
    public async Task Every_primary_metric_is_the_generators(int days, string project)
    {
        var told = await history.AskAsync<JsonElement>($"/api/kpis?days={days}&project={project}");
        var (now, then) = Spans(told, days);
        var metrics = told.List("primary").ToDictionary(static row => row.Text("name"));
        var (costs, before) = (Costs(now, project), Costs(then, project));

        Assert.True(costs.Count > 1, "Too few sessions to tell.");
        Has(metrics["Session cost"], costs.Average(), costs.Count, before.Count == 0 ? null : before.Average(), before.Count, costs.Average() < 2);
        Assert.Equal(Math.Max(0, costs.Average() - OwnMath.Half(costs)), metrics["Session cost"].Number("low") ?? -1, 0.01 * OwnMath.Half(costs));
        Assert.Equal(costs.Average() + OwnMath.Half(costs), metrics["Session cost"].Number("high") ?? -1, 0.01 * OwnMath.Half(costs));

        var (failed, failedThen) = (Failed(now, project), Failed(then, project));
        var (answered, answeredThen) = (Requests(now, project), Requests(then, project));
        HasPart(metrics["Error recovery rate"], failed.Back, failed.Back + failed.Given, failedThen.Back, failedThen.Back + failedThen.Given, static rate => rate > 0.9);
        HasPart(metrics["API failure rate"], failed.Given, answered.Count + failed.Given, failedThen.Given, answeredThen.Count + failedThen.Given, static rate => rate < 0.001);
        HasPart(metrics["Haiku usage"], answered.Count(IsHaiku), answered.Count, answeredThen.Count(IsHaiku), answeredThen.Count, static rate => rate >= 0.6);

        var scores = history.Ratings.Where(rated => IsIn(history.Trace.Sessions[rated.Key], project)).Select(static rated => (double)rated.Value).ToList();
        Has(metrics["User satisfaction"], scores.Average(), scores.Count, null, 0, scores.Average() > 4.5);
        Assert.Equal(Math.Max(1, scores.Average() - OwnMath.Half(scores)), metrics["User satisfaction"].Number("low") ?? -1, 2e-3);
        Assert.Equal(Math.Min(5, scores.Average() + OwnMath.Half(scores)), metrics["User satisfaction"].Number("high") ?? -1, 2e-3);
        Assert.Equal(5, metrics.Count);
    }

    [Theory]
    [InlineData(20, "")]
    [InlineData(20, Billing)]
    public async Task Every_secondary_metric_is_the_generators_or_not_known(int days, string project)
    {
        var told = await history.AskAsync<JsonElement>($"/api/kpis?days={days}&project={project}");
        var (now, then) = Spans(told, days);
        var metrics = told.List("secondary").ToDictionary(static row => row.Text("name"));
        var (took, tookThen) = (Prompts(now.Holds, project), Prompts(then.Holds, project));

        var (median, medianThen) = (took[took.Count / 2].Took.TotalSeconds, tookThen[tookThen.Count / 2].Took.TotalSeconds);
        Has(metrics["Workflow efficiency"], median, took.Count, medianThen, tookThen.Count, median <= 0.75 * medianThen);
        foreach (var name in new[] { "Dashboard engagement", "Automation adoption", "Cost awareness" })
        {
            Assert.Equal((null, 0, null), (metrics[name].Number("value"), metrics[name].Long("n"), metrics[name].Number("before")));
            Assert.NotEqual("", metrics[name].Text("why"));
        }

        Assert.Equal(4, metrics.Count);
    }

    [Theory]
    [InlineData("", "", "")]
    [InlineData("?project=/home/dev/billing-service", Billing, "")]
    [InlineData("?since=2026-10-12&until=2026-10-16", "", "2026-10-12")]
    public async Task What_came_of_work_is_the_generators(string query, string project, string since)
    {
        var told = await history.AskAsync<JsonElement>("/api/productivity" + query);
        var first = since.Length == 0 ? DateTimeOffset.MinValue : DateTimeOffset.Parse(since, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        var span = new Span(first, since.Length == 0 ? DateTimeOffset.MaxValue : first.AddDays(5));
        var points = history.Trace.Sessions.Where(session => IsIn(session, project)).SelectMany(Points).Where(point => span.Holds(point.At)).ToList();

        Assert.Equal(
            points.GroupBy(static point => (point.Metric, point.Kind)).Select(static group => (group.Key.Metric, group.Key.Kind, Math.Round(group.Sum(static point => point.Amount), 6), (long)group.Select(static point => point.Session).Distinct().Count())).Order(),
            told.List("counters").Select(static row => (row.Text("metric"), row.Text("kind"), Math.Round(row.Number("amount") ?? -1, 6), row.Long("sessions"))).Order());
        var (prompts, took) = (told.GetProperty("prompts"), Prompts(span.Holds, project));
        Assert.Equal(took.Count, prompts.Long("prompts"));
        Assert.Equal(took[took.Count / 2].Took, TimeSpan.Parse(prompts.Text("median"), CultureInfo.InvariantCulture));
        Assert.Equal(took[(int)(took.Count * 0.9)].Took, TimeSpan.Parse(prompts.Text("p90"), CultureInfo.InvariantCulture));
        Assert.Equal(took.Average(static prompt => (double)prompt.Requests), prompts.Number("requestsEach") ?? -1, 1e-9);
    }

    /// <summary>One question, one answer: where the page's range begins the API's days begin too, and so its figures are the same.</summary>
    [Theory]
    [InlineData("range=today", "days=1")]
    [InlineData("range=7d", "days=7")]
    [InlineData("range=30d", "days=30")]
    [InlineData("range=30d", "")]
    [InlineData("since=2026-10-20&until=2026-10-25", "since=2026-10-20&until=2026-10-25")]
    [InlineData("since=2026-11-05&until=2026-11-09", "since=2026-11-05&until=2026-11-09")]
    public async Task Page_and_API_count_the_same_time(string range, string query)
    {
        var told = await history.AskAsync<JsonElement>($"/api/kpis?{query}&timezone={Uri.EscapeDataString(TimeZoneInfo.Local.Id)}");
        using var browser = await history.LogInAsync();
        var html = WebUtility.HtmlDecode(await browser.GetStringAsync(new Uri("/kpi?" + range, UriKind.Relative), TestContext.Current.CancellationToken));

        Assert.Contains($": {Format.Moment(told.Time("since"), TimeZoneInfo.Local)} to {Format.Moment(told.Time("until"), TimeZoneInfo.Local)} (", html, StringComparison.Ordinal);
        foreach (var metric in told.List("primary").Where(static metric => metric.Number("value") is not null))
        {
            Assert.Contains($">{Format.Count(metric.Long("n"))} {metric.Text("of")}<", html, StringComparison.Ordinal);
        }

        Assert.Contains(">plan's baseline<", html, StringComparison.Ordinal);
        Assert.Contains(">your own, as long before<", html, StringComparison.Ordinal);
    }

    private static (Span Now, Span Then) Spans(JsonElement told, int days)
    {
        var now = new Span(told.Time("since"), told.Time("until"));
        var midnight = new DateTimeOffset(EventfulHistory.Now.Date.AddDays(1 - days), TimeSpan.Zero);
        // Today is not over.
        Assert.Equal(days - 1, (int)(now.To - now.From).TotalDays);
        Assert.InRange(now.From, midnight.AddHours(-16), midnight.AddHours(16));
        return (now, new Span(now.From - (now.To - now.From), now.From));
    }

    private static void Has(JsonElement told, double? value, int n, double? before, int beforeN, bool? isMet)
    {
        Assert.Equal((n, beforeN), (told.Long("n"), told.Long("beforeN")));
        Assert.Equal(value ?? -1, told.Number("value") ?? -1, 1e-9);
        Assert.Equal(before ?? -1, told.Number("before") ?? -1, 1e-9);
        Assert.Equal(isMet, told.GetProperty("isMet") is { ValueKind: not JsonValueKind.Null } met ? met.GetBoolean() : null);
        Assert.Equal(value is null, told.Text("why").Length > 0);
    }

    private static void HasPart(JsonElement told, int count, int of, int before, int beforeOf, Func<double, bool> isMet)
    {
        var rate = of == 0 ? (double?)null : (double)count / of;
        Has(told, rate, of, beforeOf == 0 ? null : (double)before / beforeOf, beforeOf, rate is { } known ? isMet(known) : null);
        Assert.Equal(of == 0 ? -1 : OwnMath.Wilson(count, of).Low, told.Number("low") ?? -1, 1e-9);
        Assert.Equal(of == 0 ? -1 : OwnMath.Wilson(count, of).High, told.Number("high") ?? -1, 1e-9);
    }

    private static bool IsHaiku(TraceRequest request) => request.Model.Contains("haiku", StringComparison.Ordinal);

    private bool IsIn(TraceSession session, string project) => project.Length == 0 || history.Project(session) == project;

    private List<TraceRequest> Requests(Span span, string project)
        => [.. history.Trace.Sessions.Where(session => IsIn(session, project)).SelectMany(static session => session.Requests).Where(request => span.Holds(request.At))];

    private List<double> Costs(Span span, string project) =>
    [
        .. history.Trace.Sessions.Where(session => IsIn(session, project)).Select(session => session.Requests.Where(request => span.Holds(request.At)).ToList())
            .Where(static requests => requests.Count > 0).Select(static requests => (double)requests.Sum(static request => request.CostUsd)),
    ];

    private (int Given, int Back) Failed(Span span, string project)
    {
        var sessions = history.Trace.Sessions.Where(session => IsIn(session, project)).ToList();
        var back = sessions.Where(history.IsInTranscripts).SelectMany(static session => session.Requests).Select(static request => request.Before).OfType<TraceFailure>().ToList();

        // A time that cuts a request's tries in two would leave open what counts.
        Assert.All(sessions.SelectMany(static session => session.Failures).Concat(back), failure => Assert.Equal(span.Holds(failure.TryAt(1)), span.Holds(failure.At)));
        return (sessions.SelectMany(static session => session.Failures).Count(failure => span.Holds(failure.At)), back.Count(failure => span.Holds(failure.At)));
    }

    /// <summary>From the prompt to the last answer that names it; the shortest first.</summary>
    private List<(TimeSpan Took, int Requests)> Prompts(Func<DateTimeOffset, bool> holds, string project) =>
    [
        .. history.Trace.Sessions.Where(session => IsIn(session, project))
            .SelectMany(session => session.Steps.OfType<TracePrompt>().Where(prompt => holds(prompt.At)).Select(prompt => (prompt.At, Requests: session.Requests.Where(request => request.PromptId == prompt.PromptId).ToList())))
            .Where(static prompt => prompt.Requests.Count > 0).Select(static prompt => (prompt.Requests.Max(static request => request.At) - prompt.At, prompt.Requests.Count)).Order(),
    ];

    /// <summary>The client tells its counters each minute from the session's start on, of what happened since.</summary>
    private static IEnumerable<(string Session, DateTimeOffset At, string Metric, string Kind, double Amount)> Points(TraceSession session)
    {
        DateTimeOffset At(TraceStep step) => session.Start.AddMinutes(Math.Floor((step.At - session.Start).TotalMinutes) + 1);
        yield return (session.SessionId, session.Steps.Min(At), "session.count", "", 1);
        foreach (var edit in session.Tools.Where(static tool => tool.Name is "Edit" or "Write"))
        {
            yield return (session.SessionId, At(edit), "code_edit_tool.decision", "accept", 1);
            if (edit.Succeeded)
            {
                yield return (session.SessionId, At(edit), "lines_of_code.count", "added", edit.LinesAdded);
                yield return (session.SessionId, At(edit), "lines_of_code.count", "removed", edit.LinesRemoved);
            }
        }

        foreach (var request in session.Requests.Where(static request => request.Agent is null))
        {
            yield return (session.SessionId, At(request), "active_time.total", "cli", request.Duration.TotalSeconds);
        }
    }
}
