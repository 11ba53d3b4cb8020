using Coxswain.Core.Recovery.Analysis;

namespace Coxswain.Tests.Core.Recovery.Analysis;

public sealed class ErrorAnalyzerTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Nothing_stored_no_failures_and_failures_are_three_states_and_no_rate_is_made_of_nothing()
    {
        var nothing = Analyze([], []);
        Assert.Equal("no_data", nothing.State);
        Assert.Null(nothing.GivenUp.Rate);
        Assert.Null(nothing.First);
        Assert.Null(nothing.WaitedMs);

        var fine = Analyze([], [Call(1, 1000)]);
        Assert.Equal("no_failures", fine.State);
        Assert.Equal(0, fine.GivenUp.Rate);
        Assert.Empty(fine.Suggestions!);

        Assert.Equal("ok", Analyze([Retry(1, 1, 529)], []).State);
    }

    [Fact]
    public void Tries_of_a_transcript_are_put_together_into_requests()
    {
        var analysis = Analyze(
            [
                Retry(1, 1, 529), Retry(2, 2, 529),
                Retry(11, 1, 429), Retry(12, 2, 529), Last(13, 529),
                Retry(21, 1, 529),
            ],
            [Call(3, 1000), Call(14, 2000), Call(20, 2000)]);

        Assert.Equal(new Proportion(1, 2), analysis.Recovered);
        Assert.Equal(1, analysis.UnknownEnds);
        Assert.Equal(6, analysis.FailedTries);
        Assert.Equal(new Proportion(1, 4), analysis.GivenUp);
        Assert.False(analysis.IsTriesLeast);
        Assert.Equal(5 * 500, analysis.WaitedMs);
        Assert.Equal(
            [new FailureClassRow("overloaded", new Proportion(1, 4), 5, new Proportion(1, 1)), new FailureClassRow("rate_limited", new Proportion(0, 4), 1, new Proportion(0, 1))],
            analysis.Classes);
    }

    [Fact]
    public void Agents_that_fail_at_the_same_time_are_kept_apart()
    {
        var analysis = Analyze(
            [Retry(1, 1, 529), Retry(2, 1, 529) with { AgentId = "a" }, Retry(3, 2, 529), Retry(4, 2, 529) with { AgentId = "a" }, Last(5, 529) with { AgentId = "a" }],
            [Call(6, 1000)]);

        Assert.Equal(new Proportion(1, 2), analysis.Recovered);
    }

    [Fact]
    public void Telemetry_alone_tells_how_many_tries_there_were_at_least_and_how_long_they_took()
    {
        var analysis = Analyze([Telemetry(1, 500, 4), Telemetry(1, 500, 4) with { Kind = StoredFailure.Exhausted, Retrying = TimeSpan.FromSeconds(9) }], [Call(2, 1000)]);

        Assert.Equal(4, analysis.FailedTries);
        Assert.True(analysis.IsTriesLeast);
        Assert.Equal(9000, analysis.WaitedMs);
        Assert.Equal(new Proportion(0, 1), analysis.Recovered);
    }

    [Fact]
    public void One_lost_connection_told_twice_without_an_id_is_one()
    {
        var told = Telemetry(1, null, 1) with { Message = "Connection error." };
        var written = Last(4, null) with { ErrorType = "unknown", Message = "" };

        Assert.Equal(1, Analyze([told, written], []).GivenUp.Count);
        Assert.Equal(2, Analyze([told, written with { Time = Noon.AddSeconds(60) }], []).GivenUp.Count);
        Assert.Equal(2, Analyze([told, told with { Time = Noon.AddSeconds(3) }], []).GivenUp.Count);
    }

    [Fact]
    public void Refusals_are_answers_and_are_counted_apart()
    {
        var analysis = Analyze([Telemetry(1, null, 1) with { Kind = StoredFailure.Refusal }], [Call(1, 1000), Call(2, 1000)]);

        Assert.Equal(new Proportion(0, 2), analysis.GivenUp);
        Assert.Equal([new FailureClassRow("refusal", new Proportion(1, 2), 1, new Proportion(0, 0))], analysis.Classes);
    }

    [Fact]
    public void Large_prompts_that_time_out_are_seen_in_their_row_and_suggested_with_the_numbers()
    {
        var small = Enumerable.Range(0, 60).Select(i => Call(i, 2_000, 1 + (i % 3)));
        var large = Enumerable.Range(0, 30).Select(i => Call(100 + i, 150_000, 20 + (i % 10)));
        var failed = Enumerable.Range(0, 15).Select(i => Telemetry(200 + (20 * i), null, 1) with { Message = "Request timed out.", PromptTokens = 150_000 });

        var analysis = Analyze([.. failed], [.. small, .. large]);

        var row = analysis.Sizes.Single(static row => row.Size?.From == 100_000);
        Assert.Equal(new PromptRange(100_000, 200_000), row.Size);
        Assert.Equal(new Proportion(15, 45), row.TimedOut);
        Assert.Equal(new Spread(30, 24_000, 29_000, 29_000), row.Duration);
        Assert.Equal(new Proportion(0, 60), analysis.Sizes.Single(static row => row.Size?.From == 0).TimedOut);
        Assert.Contains(analysis.Suggestions!, static one => one.Text.Contains("under 100,000 tokens", StringComparison.Ordinal) && one.Evidence.Contains("15 of 45", StringComparison.Ordinal) && one.N == 105);
        Assert.Contains(analysis.Suggestions!, static one => one.Evidence.Contains("29.0 s", StringComparison.Ordinal) && one.Evidence.Contains("3.0 s", StringComparison.Ordinal));
        Assert.Contains(analysis.Suggestions!, static one => one.Command == "cox session-checkpoint --enable --auto-recovery" && one.N == 15);
    }

    [Fact]
    public void Few_numbers_suggest_nothing()
    {
        var analysis = Analyze([Telemetry(9, 400, 1) with { Message = "tools: wrong", PromptTokens = 150_000 }], [Call(1, 2_000, 1), Call(2, 150_000, 90)]);

        Assert.Empty(analysis.Suggestions!);
        Assert.Null(ErrorAnalyzer.Analyze("s", [], [], isSuggesting: false, Noon).Suggestions);
    }

    [Fact]
    public void Auto_recovery_that_is_on_is_told_and_not_suggested_again()
    {
        StoredFailure[] failures = [Telemetry(1, 529, 3)];
        var on = new AutoRecoveryTold(true, 4, 2, new Proportion(1, 2));

        var analysis = ErrorAnalyzer.Analyze("s", failures, [], isSuggesting: true, Noon, on);
        var only = Assert.Single(ErrorAnalyzer.Analyze("s", failures, [], isSuggesting: true, Noon, on with { IsOn = false, Resumes = 0, Succeeded = new Proportion(0, 0) }).Suggestions!);

        Assert.Equal(on, analysis.AutoRecovery);
        Assert.Empty(analysis.Suggestions!);
        Assert.Equal("cox session-checkpoint --enable --auto-recovery", only.Command);
        Assert.EndsWith("Checkpoints are made already (4 of this session are kept); only resuming is off.", only.Evidence, StringComparison.Ordinal);
        Assert.Null(Analyze(failures, []).AutoRecovery);
    }

    [Theory]
    [InlineData("{0} is too long: 250000 tokens > 200000 maximum", "Compact earlier")]
    [InlineData("Your credit balance is too low", "Look at the account")]
    public void Failures_that_stay_are_named_by_what_ends_them(string message, string expected)
        => Assert.StartsWith(expected, Assert.Single(Analyze([Telemetry(1, 400, 1) with { Message = message.Replace("{0}", "prompt", StringComparison.Ordinal) }], []).Suggestions!).Text, StringComparison.Ordinal);

    [Theory]
    [InlineData(0, 10, 0, 0.2775)]
    [InlineData(3, 10, 0.1078, 0.6032)]
    [InlineData(10, 10, 0.7225, 1)]
    public void Interval_is_wilsons(int count, int of, double low, double high)
    {
        var part = new Proportion(count, of);

        Assert.Equal(low, part.Low!.Value, 0.0001);
        Assert.Equal(high, part.High!.Value, 0.0001);
    }

    [Theory]
    [InlineData(529, "", "", "overloaded")]
    [InlineData(500, "overloaded_error", "", "overloaded")]
    [InlineData(429, "rate_limit", "", "rate_limited")]
    [InlineData(400, "invalid_request_error", "prompt is too long: 9 tokens", "prompt_too_long")]
    [InlineData(null, "overloaded_error", "", "overloaded")]
    [InlineData(null, "ECONNREFUSED", "", "connect_failed")]
    [InlineData(null, "ECONNRESET", "", "connection_lost")]
    [InlineData(null, "", "Connection error.", "connect_failed")]
    [InlineData(null, "", "Request timed out.", "no_first_byte")]
    [InlineData(null, "server_error", "", "server_error")]
    [InlineData(null, "billing_error", "", "billing")]
    [InlineData(null, "of_next_year", "", "unknown")]
    [InlineData(0, "", "", "unknown")]
    public void Stored_failures_are_named_as_the_gateway_names_them(int? status, string type, string message, string expected)
        => Assert.Equal(expected, FailureNames.Of(Telemetry(0, status, 1) with { ErrorType = type, Message = message }));

    private static ErrorAnalysis Analyze(IReadOnlyList<StoredFailure> failures, IReadOnlyList<AnsweredCall> answered)
        => ErrorAnalyzer.Analyze("s", [.. failures.OrderBy(static one => one.Time)], [.. answered.OrderBy(static one => one.Time)], isSuggesting: true, Noon);

    private static AnsweredCall Call(int second, long tokens, double? seconds = null)
        => new(Noon.AddSeconds(second), "", "claude-opus-5-5", tokens, seconds is { } known ? TimeSpan.FromSeconds(known) : null, null);

    private static StoredFailure Retry(int second, int attempt, int? status)
        => new(Noon.AddSeconds(second), StoredFailure.Retry, "claude-opus-5-5", status, "", "", null, attempt, null, null, "", "", TimeSpan.FromMilliseconds(500), false, true, null);

    private static StoredFailure Last(int second, int? status)
        => new(Noon.AddSeconds(second), StoredFailure.GivenUp, "claude-opus-5-5", status, "", "", null, null, null, null, "", "", null, false, true, null);

    private static StoredFailure Telemetry(int second, int? status, int attempt)
        => new(Noon.AddSeconds(second), StoredFailure.GivenUp, "claude-opus-5-5", status, "", "", TimeSpan.FromSeconds(1), attempt, null, null, "", "", null, true, false, null);
}
