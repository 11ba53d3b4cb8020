using System.Text.Json;
using Coxswain.Core.Pricing;
using Coxswain.Core.Usage;
using Coxswain.Core.Usage.Caching;
using Coxswain.Server.Budgets;
using Microsoft.Extensions.Time.Testing;

namespace Coxswain.Tests.Server.Budgets;

/// <summary>Reference §5.6: writing 150,000 tokens of Opus 5.5 anew costs $0.72 more than reading them for five minutes, $1.17 for an hour.</summary>
public sealed class CacheExpiryWatchTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new(Noon.AddSeconds(5));
    private readonly FakeCaches _caches = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false, 3.9, 4.1)]
    [InlineData(true, 54.9, 55.1)]
    public async Task Told_once_near_the_end_of_its_life(bool isLong, double before, double after)
    {
        var watch = await ReadAsync(0.7m, Turn("s", Noon, isLong));

        _clock.SetUtcNow(Noon.AddMinutes(before));
        Assert.Empty(watch.Due());
        _clock.SetUtcNow(Noon.AddMinutes(after));
        Assert.Equal("s", Assert.Single(watch.Due()).SessionId);
        Assert.Empty(watch.Due());
        await watch.ReadAsync(Cancel);
        Assert.Empty(watch.Due());
    }

    [Fact]
    public async Task Conversation_that_went_on_is_told_of_again()
    {
        var watch = await ReadAsync(0.7m, Turn("s", Noon, false));
        _clock.SetUtcNow(Noon.AddMinutes(4.5));
        Assert.Single(watch.Due());

        _caches.Requests = [.. _caches.Requests, Turn("s", Noon.AddMinutes(4.5), false)];
        await watch.ReadAsync(Cancel);
        Assert.Empty(watch.Due());
        _clock.SetUtcNow(Noon.AddMinutes(9));
        Assert.Equal(Noon.AddMinutes(9.5), Assert.Single(watch.Due()).ExpiresAt);
    }

    [Fact]
    public async Task Each_session_has_its_own_and_cheap_ones_are_not_told_of()
    {
        var watch = await ReadAsync(0.7m, Turn("a", Noon, false), Turn("b", Noon.AddSeconds(1), false), Turn("c", Noon, false) with { Usage = Usage(10_000, 1000, 0) });
        _clock.SetUtcNow(Noon.AddMinutes(4.5));

        Assert.Equal(["a", "b"], watch.Due().Select(static expiry => expiry.SessionId).Order());
        Assert.Empty((await ReadAsync(0.73m, Turn("a", Noon, false))).Due());
    }

    [Fact]
    public void Notice_says_what_when_and_how_dear()
    {
        var notice = AlertNotice.Of(new CacheExpiry("s", 150_000, TimeSpan.FromMinutes(5), Noon.AddMinutes(5), 0.72m), Noon.AddMinutes(4.1));

        Assert.Equal("Prompt cache of session s runs out within 1 min: its 150,000 tokens cost about $0.72 more to write anew than to read. Go on before that, or /compact.", notice.Text);
        var json = JsonDocument.Parse(notice.Json).RootElement;
        Assert.Equal(("cache_expiry", "s", 150_000, 0.72m), (json.GetProperty("event").GetString(), json.GetProperty("session").GetString(), json.GetProperty("warmTokens").GetInt64(), json.GetProperty("rebuildUsd").GetDecimal()));
        Assert.Equal(("cache_expiry", "2026-11-22T12:05:00Z"), (notice.Variables["COX_ALERT_EVENT"], notice.Variables["COX_ALERT_EXPIRES_AT"]));
    }

    private async Task<CacheExpiryWatch> ReadAsync(decimal leastUsd, params CachedRequest[] requests)
    {
        _caches.Requests = requests;
        var watch = new CacheExpiryWatch(_caches, PriceBookLoader.Shipped(), new AlertOptions { CacheExpiryUsd = leastUsd }, _clock);
        await watch.ReadAsync(Cancel);
        return watch;
    }

    private static CachedRequest Turn(string session, DateTimeOffset at, bool isLong)
        => new(session, "", "main", "/", at.AddSeconds(2), at, "claude-opus-5-5", Usage(100_000, isLong ? 0 : 50_000, isLong ? 50_000 : 0));

    private static TokenUsage Usage(long read, long write5m, long write1h) => new(10, 40, read, write5m, write1h, 0, "standard", "standard", "");

    private sealed class FakeCaches : ICacheStore
    {
        public IReadOnlyList<CachedRequest> Requests { get; set; } = [];

        public Task<IReadOnlyList<CachedRequest>> ReadRequestsAsync(UsageFilter filter, int limit, CancellationToken cancellationToken) => Task.FromResult(Requests);

        public Task<IReadOnlyList<CacheCompaction>> ReadCompactionsAsync(UsageFilter filter, int limit, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<CacheCompaction>>([]);
    }
}
