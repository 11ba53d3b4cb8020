using Coxswain.Core.Pricing;
using Coxswain.Core.Usage.Caching;

namespace Coxswain.Tests.Core.Usage.Caching;

public sealed class CacheLedgerTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private static readonly CacheLedger Ledger = new(PriceBookLoader.Shipped());

    [Fact]
    public void First_turn_expects_nothing_and_the_next_one_what_was_read_and_written()
    {
        var turns = Read(Turn(0, read: 5000, write5m: 2000), Turn(1, read: 7000, write5m: 300));

        Assert.True(turns[0].IsFirst);
        Assert.Equal((7000L, 0L, CacheLossCauses.None), (turns[1].ExpectedReadTokens, turns[1].LostTokens, turns[1].Causes));
    }

    /// <summary>Reference §5.6: 150,000 tokens of Opus 5.5 cost $0.030 to read, $0.75 to write for five minutes, $1.20 for an hour.</summary>
    [Theory]
    [InlineData(150_000, 0, 0.72)]
    [InlineData(0, 150_000, 1.17)]
    [InlineData(0, 0, 0.57)]
    public void Loss_is_what_was_paid_anew_less_the_reads_it_would_have_cost(long write5m, long write1h, decimal lossUsd)
    {
        var turn = Read(Turn(0, write5m: 150_000), Turn(120, write5m: write5m, write1h: write1h, input: write5m + write1h == 0 ? 150_000 : 0))[1];

        Assert.Equal((150_000, lossUsd, CacheLossCauses.Expiry), (turn.LostTokens, turn.LossUsd, turn.Causes));
    }

    [Fact]
    public void Model_without_a_price_loses_tokens_and_an_unknown_amount()
    {
        var turn = Read(Turn(0, write5m: 9000) with { ModelId = "gpt-9" }, Turn(10, write5m: 9000) with { ModelId = "gpt-9" })[1];

        Assert.Equal((9000L, null), (turn.LostTokens, turn.LossUsd));
    }

    [Theory]
    [InlineData(4, CacheLossCauses.None)]
    [InlineData(6, CacheLossCauses.Expiry)]
    public void Idle_time_is_named_only_past_the_lifetime_of_what_was_written(int minutes, CacheLossCauses causes) =>
        Assert.Equal(causes, Read(Turn(0, write5m: 9000), Turn(minutes, write5m: 9000))[1].Causes);

    [Theory]
    [InlineData(59, CacheLossCauses.None)]
    [InlineData(61, CacheLossCauses.Expiry)]
    public void Lifetime_nobody_told_expires_after_the_longest_one(int minutes, CacheLossCauses causes) =>
        Assert.Equal(causes, Read(Turn(0, write5m: 9000) with { IsLifetimeUnknown = true }, Turn(minutes, write5m: 9000) with { IsLifetimeUnknown = true })[1].Causes);

    [Fact]
    public void Lifetime_the_client_asked_for_counts_where_the_answer_does_not_split_its_writes() => Assert.Equal(
        CacheLossCauses.None, Read(Turn(0, write5m: 9000) with { RequestedLifetime = TimeSpan.FromHours(1) }, Turn(30, write5m: 9000))[1].Causes);

    [Fact]
    public void Two_changes_at_once_are_both_told() => Assert.Equal(
        CacheLossCauses.Expiry | CacheLossCauses.Tools, Read(Turn(0, write5m: 9000) with { ToolsHash = "a" }, Turn(10, write5m: 9000) with { ToolsHash = "b" })[1].Causes);

    [Fact]
    public void Change_that_lost_nothing_is_no_cause() => Assert.Equal(
        CacheLossCauses.None, Read(Turn(0, write5m: 9000) with { Effort = "low" }, Turn(1, read: 9000) with { Effort = "max" })[1].Causes);

    [Fact]
    public void New_version_that_sends_the_same_prompt_is_no_cause()
    {
        var before = Turn(0, write5m: 9000) with { Version = "2.1.330", ShapeHash = "a", ParametersHash = "p" };

        Assert.Equal(CacheLossCauses.None, Read(before, Turn(1, write5m: 9000) with { Version = "2.1.331", ShapeHash = "a", ParametersHash = "p" })[1].Causes);
        Assert.Equal(CacheLossCauses.ClientUpgrade, Read(before, Turn(1, write5m: 9000) with { Version = "2.1.331", ShapeHash = "b", ParametersHash = "p" })[1].Causes);
    }

    [Fact]
    public void Rewind_expects_what_the_turn_it_goes_back_to_had_left()
    {
        var turns = Read(Messages(Turn(0, write5m: 9000), 2, null), Messages(Turn(1, read: 9000, write5m: 1000), 4, 2), Messages(Turn(2, read: 10_000, write5m: 5000), 6, 4), Messages(Turn(3, read: 10_000, write5m: 50), 5, 4));

        Assert.Equal((10_000L, 0L), (turns[3].ExpectedReadTokens, turns[3].LostTokens));
    }

    [Fact]
    public void Compaction_is_a_history_edit_and_at_most_what_the_new_prompt_has()
    {
        var compaction = new CacheCompaction("s", "", Noon.AddSeconds(30));

        var turn = Ledger.Read([Turn(0, write5m: 150_000), Turn(1, read: 6000, write5m: 3000)], [compaction]).Last();

        Assert.Equal((3100L, true, CacheLossCauses.HistoryEdit), (turn.LostTokens, turn.IsUpperBound, turn.Causes));
    }

    [Fact]
    public void Shorter_prompt_of_which_nobody_tells_the_messages_is_not_judged() =>
        Assert.Equal(CacheUntold.MaybeRewound, Read(Turn(0, write5m: 150_000), Turn(1, read: 6000, write5m: 3000))[1].Untold);

    [Fact]
    public void Turn_after_one_whose_counts_are_unknown_is_not_judged() => Assert.Equal(
        [null, CacheUntold.UnknownTokens, CacheUntold.UnknownTurnBefore, null],
        Read(Turn(0, write5m: 9000), Turn(1) with { Usage = null }, Turn(2, write5m: 9000), Turn(3, read: 9000)).Select(static turn => turn.Untold));

    [Fact]
    public void Conversations_of_subagents_and_the_clients_own_calls_are_kept_apart()
    {
        var turns = Read(
            Turn(0, write5m: 9000), Turn(1, write5m: 4000) with { AgentId = "a", QueryClass = "subagent" }, Turn(1) with { QueryClass = "auxiliary" },
            Turn(1) with { QueryClass = "subagent" }, Turn(2, read: 9000), Turn(3, read: 4000) with { AgentId = "a", QueryClass = "subagent" });

        Assert.DoesNotContain(turns, static turn => turn.IsLost);
        Assert.Equal([CacheUntold.Auxiliary, CacheUntold.UnknownAgent], turns.Select(static turn => turn.Untold).OfType<CacheUntold>());
    }

    [Fact]
    public void Turn_sent_before_the_one_before_was_answered_is_not_judged()
    {
        var slow = Turn(0, write5m: 9000) with { Time = Noon.AddSeconds(40) };

        Assert.Equal(CacheUntold.Overlapping, Read(slow, Turn(0, write5m: 9000) with { SentAt = Noon.AddSeconds(20), Time = Noon.AddSeconds(50) })[1].Untold);
    }

    private static List<CacheTurn> Read(params IEnumerable<CachedRequest> requests) => [.. Ledger.Read(requests, [])];

    private static CachedRequest Messages(CachedRequest request, int messages, int? kept) => request with { Messages = messages, KeptMessages = kept };

    private static CachedRequest Turn(int minute, long read = 0, long write5m = 0, long write1h = 0, long input = 100) => new(
        "s", "", "main", "/home/dev/shop", Noon.AddMinutes(minute).AddSeconds(1), Noon.AddMinutes(minute), "claude-opus-5-5",
        new TokenUsage(input, 40, read, write5m, write1h, 0, "standard", "standard", ""));
}
