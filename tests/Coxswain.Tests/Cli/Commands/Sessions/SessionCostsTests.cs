using Coxswain.Cli.Commands.Sessions;
using Coxswain.Core.Sessions;

namespace Coxswain.Tests.Cli.Commands.Sessions;

public sealed class SessionCostsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private static readonly SessionSummary Session = new("s", "", "", "", "", "", Noon, Noon, 1, 1, 1, 1, 1, 0, 1m, 0, null, [], []);

    [Fact]
    public void Cut_tries_are_told_with_all_three_figures() => Assert.Equal(
        ["1 request with tries that broke off and were paid for: tokens $0.0123, reported $0.0239, counted $0.0239"],
        Lines(null, new SessionCost("agrees", 7, 1m, 1m, 1m), new SessionCost("cut_try", 1, 0.01232m, 0.0239m, 0.0239m)));

    [Theory]
    [InlineData("bad_numbers", "2 requests with token counts that are no numbers: cost unknown, reported nothing")]
    [InlineData("missing_numbers", "2 requests without token counts: cost unknown, reported nothing")]
    public void Unknown_counts_are_said_not_priced(string status, string line) => Assert.Equal([line], Lines(null, new SessionCost(status, 2, null, null, null)));

    [Theory]
    [InlineData("likely_cut_try", "1 request likely with a try that broke off and was paid for, though the amounts fit other reasons too: ")]
    [InlineData("cut_answer", "1 request whose answer broke off and was kept, its output estimated by the client: ")]
    [InlineData("us_by_price", "1 request at the price of inference in the United States, where only telemetry told: ")]
    [InlineData("fast_by_price", "1 request at the price of fast mode, though told as normal: ")]
    [InlineData("one_hour_writes", "1 request with cache writes kept for an hour, though not told apart: ")]
    [InlineData("web_search", "1 request with web searches that were not counted: ")]
    [InlineData("of_a_later_version", "1 request reported at another cost, for a reason this version of cox has no words for: ")]
    public void Reasons_are_told_in_words(string status, string words) => Assert.Equal(
        [words + "tokens $0.0123, reported $0.0239, counted $0.0239"], Lines(null, new SessionCost(status, 1, 0.01232m, 0.0239m, 0.0239m)));

    [Theory]
    [InlineData(0.5, 0, "the client's own total is $0.5000; the stored requests explain all of it")]
    [InlineData(0.25, 0, "the client's own total is $0.5000; $0.2500 is not explained by stored requests (compaction calls, titles, cut tries and most of interrupted answers leave no line in transcripts)")]
    [InlineData(0.75, 0, "WARNING: the client's own total is $0.5000, but the requests stored up to then, 2026-11-22 12:00 UTC, are $0.7500: $0.2500 more, possibly counted twice")]
    [InlineData(0.75, 1, "WARNING: the client's own total is $0.5000, but the requests stored up to then, 2026-11-22 12:00 UTC, are $0.7500: $0.2500 more, possibly counted twice")]
    [InlineData(0.25, 1, "the client's own total is $0.5000; 1 stored request without any figure, so they cannot be compared")]
    public void Clients_own_total_is_compared(double stored, long without, string line) =>
        Assert.Equal([line], Lines(new SessionClientTotal("s", Noon, 0.5m, (decimal)stored, 3, without, 1, Noon)));

    [Fact]
    public void Requests_after_the_clients_total_are_told_only_where_there_are_some() => Assert.Equal(
        ["the client's own total is $0.5000, written 2026-11-22 12:00 UTC; requests since then are not in it"],
        Lines(new SessionClientTotal("s", Noon, 0.5m, 0.75m, 3, 0, 1, Noon.AddSeconds(1))));

    /// <summary>The client's wrong figure is in its total too.</summary>
    [Theory]
    [InlineData("unexplained", 0.1, "less", "0.3000")]
    [InlineData("unknown_model", null, "less", "0.4000")]
    [InlineData("switched_answer", 0.45, "more", "0.0500")]
    public void Clients_figures_that_do_not_count_explain_its_total_and_not_ours(string status, double? counted, string word, string difference) => Assert.Equal(
        $"the client's own total is $0.5000; the client's own figures for the stored requests explain all of it, but what counts of them is ${difference} {word}",
        Lines(new SessionClientTotal("s", Noon, 0.5m, 0.5m, 2, 0, 0, Noon), new SessionCost("agrees", 1, 0.1m, 0.1m, 0.1m), new SessionCost(status, 1, 0.1m, 0.4m, (decimal?)counted)).Last());

    [Theory]
    [InlineData(0.25, 0, "the client's own cost metric is $0.5000; $0.2500 of it is not explained by stored requests (answers that were interrupted send no event)")]
    [InlineData(0.5, 0, "the client's own cost metric is $0.5000; the stored requests explain all of it")]
    [InlineData(0.75, 0, null)]
    [InlineData(0.25, 1, null)]
    public void Metric_tells_what_no_request_does_but_may_begin_late(double stored, long without, string? line) => Assert.Equal(
        line is null ? [] : [line], Lines(new SessionClientTotal("s", Noon, 0.5m, (decimal)stored, 3, without, 1, Noon) { ToldBy = "metric" }));

    [Theory]
    [InlineData("fast_or_switched", "1 request at a price that is that of fast mode and that of another model, where only telemetry told: ")]
    [InlineData("switched_answer", "1 request answered by another model than asked for: ")]
    public void Prices_that_fit_another_model_are_told_in_words(string status, string words) => Assert.Equal(
        [words + "tokens $0.0123, reported $0.0239, counted $0.0239"], Lines(null, new SessionCost(status, 1, 0.01232m, 0.0239m, 0.0239m)));

    [Theory]
    [InlineData(0.3, "the client's own total is $0.5000, of which $0.3000 is what its origin o had cost before the fork and $0.2000 its own; the stored requests explain all of it")]
    [InlineData(0.1, "the client's own total is $0.5000, of which $0.1000 is what its origin o had cost before the fork and $0.4000 its own; $0.2000 is not explained by stored requests (compaction calls, titles, cut tries and most of interrupted answers leave no line in transcripts)")]
    [InlineData(null, "the client's own total is $0.5000, in which is what its origin o had cost before the fork; no transcript tells how much that was, so it cannot be compared with the 3 stored requests of this session")]
    public void Forks_total_is_compared_without_its_origins_part(double? origins, string line) =>
        Assert.Equal([line], Lines(new SessionClientTotal("s", Noon, 0.5m, 0.2m, 3, 0, 0, Noon) { OriginSessionId = "o", OriginTotalUsd = (decimal?)origins }));

    private static IEnumerable<string> Lines(SessionClientTotal? total, params SessionCost[] costs) =>
        SessionCosts.Lines(new SessionDetail(Session, 0, 0, 0, 0, costs, total, [], []));
}
