using Coxswain.Core.Recovery.Analysis;

namespace Coxswain.Tests.Core.Recovery.Analysis;

public sealed class UntoldFailuresTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Failure_both_tell_is_one_by_its_request_id_however_far_apart()
        => Assert.Empty(Untold([Told(500, 529, "req_1")], [Seen(1, "overloaded", 529, "req_1")]));

    [Fact]
    public void Failures_with_two_request_ids_are_two_in_the_same_moment()
        => Assert.Equal(["req_2"], Untold([Told(1, 529, "req_1")], [Seen(1, "overloaded", 529, "req_2")]));

    [Theory]
    [InlineData(529, 9, "overloaded", 529, "", true)]
    [InlineData(529, 11, "overloaded", 529, "", false)]
    [InlineData(529, 1, "rate_limited", 429, "", false)]
    [InlineData(529, 1, "overloaded", 529, "another agent", false)]
    [InlineData(502, 1, "connect_failed", 502, "", true)]
    [InlineData(null, 1, "truncated_stream", 200, "", true)]
    [InlineData(null, 1, "server_error", 500, "", false)]
    public void Without_an_id_it_is_one_when_agent_moment_and_class_agree(int? status, int second, string failure, int seenStatus, string agent, bool isOne)
        => Assert.Equal(isOne, !Untold([Told(0, status, "")], [Seen(second, failure, seenStatus, "req_1") with { AgentId = agent }]).Any());

    [Fact]
    public void Two_told_and_two_seen_in_a_row_leave_none_and_a_third_is_left()
    {
        StoredFailure[] told = [Told(0, 529, ""), Told(15, 529, "")];

        Assert.Empty(Untold(told, [Seen(1, "overloaded", 529, "a"), Seen(9, "overloaded", 529, "b")]));
        Assert.Single(Untold(told, [Seen(1, "overloaded", 529, "a"), Seen(2, "overloaded", 529, "b"), Seen(16, "overloaded", 529, "c")]));
    }

    [Fact]
    public void One_found_by_its_id_is_not_found_by_its_moment_again()
        => Assert.Equal(["b"], Untold([Told(0, 529, "a"), Told(30, 529, "")], [Seen(1, "overloaded", 529, "a"), Seen(2, "overloaded", 529, "b"), Seen(31, "overloaded", 529, "c")]));

    [Fact]
    public void Tries_of_which_telemetry_gives_only_the_number_are_the_last_before_its_last_word()
        => Assert.Equal(
            ["a"],
            Untold(
                [Told(30, 529, "d") with { Attempt = 3 }],
                [Seen(10, "overloaded", 529, "a"), Seen(20, "server_error", 500, "b"), Seen(25, "overloaded", 529, "c"), Seen(30, "overloaded", 529, "d")]));

    [Fact]
    public void Tries_a_transcript_tells_one_by_one_are_not_looked_for_again()
        => Assert.Equal(
            ["a"],
            Untold(
                [Told(20, 529, "") with { Kind = StoredFailure.Retry, Attempt = 1 }, Told(25, 529, "") with { Kind = StoredFailure.Retry, Attempt = 2 }, Told(30, 529, "d") with { Attempt = 3 }],
                [Seen(5, "rate_limited", 429, "a"), Seen(20, "overloaded", 529, "b"), Seen(25, "overloaded", 529, "c"), Seen(30, "overloaded", 529, "d")]));

    [Theory]
    [InlineData("overloaded", 529, 8, StoredFailure.GivenUp)]
    [InlineData("overloaded", 529, 1, StoredFailure.Retry)]
    [InlineData("invalid_request", 400, 1, StoredFailure.GivenUp)]
    [InlineData("truncated_stream", 200, 2, StoredFailure.Retry)]
    public void What_a_client_is_not_told_to_leave_it_repeats(string failure, int status, long attempts, string kind)
        => Assert.Equal(kind, Assert.Single(UntoldFailures.Of([], [Seen(1, failure, status, "a") with { TotalAttempts = attempts }])).Kind);

    [Fact]
    public void Untold_failures_count_as_tries_until_an_answer_and_as_given_up_where_the_client_stops()
    {
        StoredFailure[] failures =
        [
            Seen(1, "overloaded", 529, "a"), Seen(2, "overloaded", 529, "b"),
            Told(5, 500, "c"), Seen(5, "server_error", 500, "c"),
            Seen(20, "overloaded", 529, "d"),
            Seen(40, "overloaded", 529, "e") with { TotalAttempts = 8 },
        ];
        AnsweredCall[] answered = [Call(3), Call(21)];

        var analysis = ErrorAnalyzer.Analyze("s", failures, answered, isSuggesting: false, Noon);

        Assert.Equal(
            [new FailureClassRow("overloaded", new Proportion(1, 4), 4, new Proportion(2, 3)), new FailureClassRow("server_error", new Proportion(1, 4), 1, new Proportion(0, 1))],
            analysis.Classes);
        Assert.Equal((5, 0), (analysis.FailedTries, analysis.UnknownEnds));
        Assert.Equal(1, ErrorAnalyzer.Analyze("s", failures[..5], answered[..1], isSuggesting: false, Noon).UnknownEnds);
    }

    private static IEnumerable<string> Untold(StoredFailure[] told, StoredFailure[] seen) => UntoldFailures.Of(told, seen).Select(static one => one.RequestId);

    private static AnsweredCall Call(int second) => new(Noon.AddSeconds(second), "", "claude-opus-5-5", 1000, null, null);

    private static StoredFailure Told(int second, int? status, string id)
        => new(Noon.AddSeconds(second), StoredFailure.GivenUp, "claude-opus-5-5", status, "", status is null ? "Connection error." : "", null, 1, null, null, id, "", null, true, false, null);

    private static StoredFailure Seen(int second, string failure, int status, string id)
        => new(Noon.AddSeconds(second), StoredFailure.GivenUp, "claude-opus-5-5", status, "gateway:" + failure, "", null, null, 1, null, id, "", null, false, false, null);
}
