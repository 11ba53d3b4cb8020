using System.Globalization;
using System.Text.Json;
using Coxswain.Testing.Traces;

namespace Coxswain.Tests.Server.Figures;

/// <summary>Must show 2: what failed and what became of it against the generator's own list. Of a request's tries transcripts tell each, telemetry only how many there were.</summary>
[Collection(nameof(EventfulFigures))]
public sealed class ErrorFigureTests(EventfulHistory history)
{
    private const string Opus = "?model=claude-opus-5-5", Haiku = "?model=claude-haiku-5-5", Billing = "?project=/home/dev/billing-service", Days = "?since=2026-10-14&until=2026-10-24";

    /// <summary>A request that met a failure.</summary>
    /// <param name="First">When its first try failed, as far as anybody told.</param>
    /// <param name="Last">When its last did; of one that was answered the first counts.</param>
    /// <param name="FirstModel">Of what told of the first try: transcripts name none, so that the nearest answered call's stands for it.</param>
    private sealed record Met(TraceSession Session, DateTimeOffset First, DateTimeOffset Last, string Class, int Status, string FirstModel, string Model, long Prompt, int Tries, bool IsGivenUp);

    [Theory]
    [InlineData("")]
    [InlineData(Opus)]
    [InlineData(Haiku)]
    [InlineData(Billing)]
    [InlineData(Days)]
    public async Task Every_rate_is_the_generators(string query)
    {
        var (told, met, answered) = (await history.AskAsync<JsonElement>("/api/errors" + query), Failures(query), Answered(query));
        var (given, back, tries) = (met.Count(static one => one.IsGivenUp), met.Count(static one => !one.IsGivenUp), met.Sum(static one => one.Tries));

        Assert.True(query.Length > 0 ? given + back > 0 : given == 14 && back > 20, $"{given} and {back} are too few to tell.");
        Assert.Equal(("ok", false, false), (told.Text("state"), told.GetProperty("isCut").GetBoolean(), told.GetProperty("isTriesLeast").GetBoolean()));
        Assert.Equal(answered.Count, told.Long("answered"));
        told.HasPart("givenUp", given, answered.Count + given);
        told.HasPart("failedTries", tries, answered.Count + tries);
        told.HasPart("recovered", back, given + back);
        told.HasPart("recoveredByClient", back, given + back);
        told.HasPart("recoveredByGateway", 0, 0);
        Assert.Equal((0, 0, 0), (told.Long("hiddenTries"), told.Long("unknownEnds"), told.Long("refusals")));
        Assert.Equal(answered.Select(static one => one.Request.At).Concat(met.Select(static one => one.Last)).Max(), told.Time("newest"), TimeSpan.FromMilliseconds(1));
    }

    [Theory]
    [InlineData("")]
    [InlineData(Billing)]
    [InlineData(Days)]
    public async Task Every_class_model_and_size_is_the_generators(string query)
    {
        var (told, met, answered) = (await history.AskAsync<JsonElement>("/api/errors" + query), Failures(query), Answered(query));
        var ended = met.Where(static one => one.IsGivenUp).ToList();

        Assert.NotEmpty(ended);
        Assert.Equal(met.Select(static one => one.Class).Distinct().Order(StringComparer.Ordinal), told.List("classes").Select(static row => row.Text("class")).Order(StringComparer.Ordinal));
        foreach (var row in told.List("classes"))
        {
            var own = met.Where(one => one.Class == row.Text("class")).ToList();
            row.HasPart("givenUp", own.Count(static one => one.IsGivenUp), answered.Count + ended.Count);
            row.HasPart("recovered", own.Count(static one => !one.IsGivenUp), own.Count);
            Assert.Equal((own.Sum(static one => one.Tries), 0), (row.Long("failedTries"), row.Long("hiddenTries")));
        }

        Assert.Equal(answered.Select(static one => one.Request.Model).Distinct().Order(StringComparer.Ordinal), told.List("models").Select(static row => row.Text("modelId")).Order(StringComparer.Ordinal));
        foreach (var row in told.List("models"))
        {
            var failed = ended.Count(one => one.Model == row.Text("modelId"));
            row.HasPart("givenUp", failed, failed + answered.Count(one => one.Request.Model == row.Text("modelId")));
        }

        Assert.Equal(answered.Select(static one => Size(one.Request.Usage.Prompt)).Distinct().Order(), told.List("sizes").Select(static row => row.GetProperty("size").Long("from")));
        foreach (var row in told.List("sizes"))
        {
            var from = row.GetProperty("size").Long("from");
            var failed = ended.Count(one => Size(one.Prompt) == from);
            row.HasPart("givenUp", failed, failed + answered.Count(one => Size(one.Request.Usage.Prompt) == from));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(Haiku)]
    [InlineData(Days)]
    public async Task Every_hour_is_the_generators(string query)
    {
        var (told, met, answered) = (await history.AskAsync<JsonElement>("/api/errors" + query), Failures(query), Answered(query));
        var calls = answered.ToLookup(static one => Hour(one.Request.At));
        var failed = met.ToLookup(static one => Hour(one.IsGivenUp ? one.Last : one.First));

        Assert.Equal(
            calls.Select(static hour => hour.Key).Union(failed.Select(static hour => hour.Key)).Order()
                .Select(hour => (hour, (long)calls[hour].Count(), (long)failed[hour].Count(static one => one.IsGivenUp), (long)failed[hour].Sum(static one => one.Tries), 0L)),
            told.List("hours").Select(static row => (row.Time("hour"), row.Long("answered"), row.Long("givenUp"), row.Long("failedTries"), row.Long("rescued"))));
    }

    [Theory]
    [InlineData("")]
    [InlineData(Billing)]
    [InlineData(Days)]
    public async Task Last_errors_are_the_generators(string query)
    {
        var told = await history.AskAsync<JsonElement>("/api/errors" + query);

        Assert.Equal(
            Failures(query).OrderByDescending(static one => one.First).Take(50)
                .Select(static one => (one.First.ToUnixTimeMilliseconds(), one.Class, (long)one.Status, one.FirstModel, one.IsGivenUp ? "given_up" : "recovered", one.IsGivenUp ? "" : "client", (long)one.Tries, one.Session.SessionId)),
            told.List("lastErrors").Select(static row => (row.Time("time").ToUnixTimeMilliseconds(), row.Text("class"), row.Long("statusCode"), row.Text("model"), row.Text("became"), row.Text("by"), row.Long("failedTries"), row.Text("sessionId"))));
    }

    [Fact]
    public async Task Change_is_against_as_long_before()
    {
        const string Since = "?since=2026-10-14&until=2026-10-19";
        const string Before = "?since=2026-10-08&until=2026-10-13";
        var trend = (await history.AskAsync<JsonElement>("/api/errors" + Since)).GetProperty("trend");
        var ((then, thenOf), (now, nowOf)) = (Rate(Before), Rate(Since));

        Assert.Equal((Moment(10, 8), Moment(10, 14)), (trend.Time("from"), trend.Time("to")));
        trend.HasPart("before", then, thenOf);
        Assert.Equal(100 * (((double)now / nowOf) - ((double)then / thenOf)), trend.Number("changePoints") ?? -1, 1e-9);
        Assert.Equal(OwnMath.Wilson(now, nowOf).Low > OwnMath.Wilson(then, thenOf).High || OwnMath.Wilson(then, thenOf).Low > OwnMath.Wilson(now, nowOf).High, trend.GetProperty("isMoreThanChance").GetBoolean());

        (int Count, int Of) Rate(string query) => Failures(query).Count(static one => one.IsGivenUp) is var given ? (given, given + Answered(query).Count) : default;
    }

    private static DateTimeOffset Moment(int month, int day) => new(2026, month, day, 0, 0, 0, TimeSpan.Zero);

    private static DateTimeOffset Hour(DateTimeOffset at) => new(at.Year, at.Month, at.Day, at.Hour, 0, 0, TimeSpan.Zero);

    private static long Size(long prompt) => new[] { 500_000L, 200_000, 100_000, 50_000, 20_000, 4_000, 0 }.First(border => prompt >= border);

    /// <summary>As docs/recovery.md names them, by the status.</summary>
    private static string Class(TraceFailure failure) => failure.StatusCode switch { 529 => "overloaded", 429 => "rate_limited", 400 => "invalid_request", _ => "server_error" };

    private List<(TraceSession Session, TraceRequest Request)> Answered(string query)
        => [.. history.Trace.Sessions.SelectMany(session => session.Requests.Where(request => IsIn(query, session, request.At, request.Model)).Select(request => (session, request)))];

    private List<Met> Failures(string query)
    {
        var all = history.Trace.Sessions.SelectMany(session => session.Failures.Select(failure => Of(session, failure, isGivenUp: true))
            .Concat(history.IsInTranscripts(session) ? session.Requests.Select(static request => request.Before).OfType<TraceFailure>().Select(failure => Of(session, failure, isGivenUp: false)) : [])).ToList();

        // A range that cuts a request's tries in two would leave open what counts.
        Assert.All(all, one => Assert.Equal(IsIn(query, one.Session, one.First, one.Model), IsIn(query, one.Session, one.Last, one.Model)));
        return [.. all.Where(one => IsIn(query, one.Session, one.Last, one.Model))];
    }

    private Met Of(TraceSession session, TraceFailure failure, bool isGivenUp)
    {
        var first = history.IsInTranscripts(session) && failure.Attempts > 1 ? failure.TryAt(1) : failure.At;
        var (before, nearest) = (Nearest(session, failure.At), Nearest(session, first));
        return new Met(
            session, first, failure.At, Class(failure), failure.StatusCode, isGivenUp && first == failure.At ? failure.Model : nearest.Model, isGivenUp ? failure.Model : nearest.Model, before.Usage.Prompt, failure.Attempts, isGivenUp);
    }

    /// <summary>docs/dashboard.md: "of the nearest answered call of its agent"; all failures are the main conversation's.</summary>
    private static TraceRequest Nearest(TraceSession session, DateTimeOffset at)
        => session.Requests.Where(static request => request.Agent is null).Where(request => request.At <= at).MaxBy(static request => request.At) ?? session.Requests.Where(static request => request.Agent is null).OrderBy(static request => request.At).First();

    private bool IsIn(string query, TraceSession session, DateTimeOffset at, string model)
    {
        if (!query.StartsWith("?since=", StringComparison.Ordinal))
        {
            return query.Length == 0 || query == "?model=" + model || query == "?project=" + history.Project(session);
        }

        var days = query["?since=".Length..].Split("&until=").Select(static day => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture)).ToList();
        return DateOnly.FromDateTime(at.UtcDateTime) >= days[0] && DateOnly.FromDateTime(at.UtcDateTime) <= days[1];
    }
}
