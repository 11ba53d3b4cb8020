using Coxswain.Core.Pricing;
using Coxswain.Core.Usage.Caching;

namespace Coxswain.Tests.Core.Usage.Caching;

public sealed class CacheExpiryTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private static readonly PriceBook Prices = PriceBookLoader.Shipped();

    /// <summary>Reference §5.6: reading 150,000 tokens of Opus 5.5 costs $0.030, writing them $0.75 for five minutes and $1.20 for an hour.</summary>
    [Theory]
    [InlineData(50_000, 0, 5, 0.72)]
    [InlineData(0, 50_000, 60, 1.17)]
    public void Says_until_when_how_much_is_warm_and_what_writing_it_anew_costs(long write5m, long write1h, int minutes, decimal rewriteUsd) => Assert.Equal(
        new CacheExpiry("s", 150_000, TimeSpan.FromMinutes(minutes), Noon.AddMinutes(minutes), rewriteUsd), CacheExpiry.Of([Turn(100_000, write5m, write1h)], Prices, Noon.AddMinutes(4)));

    [Fact]
    public void Nothing_is_said_when_it_is_gone_when_nothing_was_cached_or_nobody_tells_its_lifetime()
    {
        Assert.Null(CacheExpiry.Of([Turn(100_000, 1000, 0)], Prices, Noon.AddMinutes(5)));
        Assert.Null(CacheExpiry.Of([Turn(0, 0, 0)], Prices, Noon));
        Assert.Null(CacheExpiry.Of([Turn(0, 1000, 0) with { IsLifetimeUnknown = true }], Prices, Noon));
        Assert.Null(CacheExpiry.Of([], Prices, Noon));
    }

    [Fact]
    public void Turns_of_subagents_do_not_keep_the_main_conversation_warm() => Assert.Equal(
        Noon.AddMinutes(5),
        CacheExpiry.Of([Turn(0, 9000, 0), Turn(0, 5000, 0) with { AgentId = "a", QueryClass = "subagent", SentAt = Noon.AddMinutes(3) }], Prices, Noon.AddMinutes(4))?.ExpiresAt);

    [Theory]
    [InlineData(3, 0.5, true)]
    [InlineData(2, 0.5, false)]
    [InlineData(3, 0.8, false)]
    [InlineData(6, 0.5, false)]
    public void Worth_telling_is_what_is_gone_soon_and_dear(int minute, decimal leastUsd, bool isWorth) => Assert.Equal(
        isWorth, new CacheExpiry("s", 150_000, TimeSpan.FromMinutes(5), Noon.AddMinutes(5), 0.72m).IsWorthTelling(Noon.AddMinutes(minute), TimeSpan.FromMinutes(2), leastUsd));

    private static CachedRequest Turn(long read, long write5m, long write1h) => new(
        "s", "", "main", "/", Noon.AddSeconds(2), Noon, "claude-opus-5-5", new TokenUsage(10, 40, read, write5m, write1h, 0, "standard", "standard", ""));
}
