using Coxswain.Core.Pricing;
using Coxswain.Core.Usage;
using Coxswain.Core.Usage.Caching;
using Coxswain.Dashboard.Home;
using Coxswain.Storage;
using Coxswain.Storage.ClickHouse;
using Coxswain.Storage.ClickHouse.Sessions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Coxswain.Tests.Dashboard;

public sealed class PacedCacheReportsTests
{
    private static readonly UsageQuestion Question = new("session", "2026-11-01", "", "UTC", "", "", "");

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 27, 3, 0, 0, TimeSpan.Zero));
    private readonly HeldCaches _store = new();

    private PacedCacheReports Reports => field ??= new(new CacheReports(_store, Nobody, PriceBookLoader.Shipped(), _clock), _clock);

    /// <summary>Is not asked: no session is named.</summary>
    private static ClickHouseSessionStore Nobody => new(new StoreClient(new StoreOptions(), StoreAddress.Embedded("/nowhere"), TimeProvider.System, NullLogger<StoreClient>.Instance));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task First_answer_is_waited_for_however_long_it_takes()
    {
        var asked = Reports.ReadAsync(Question, Cancel);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.False(asked.IsCompleted);

        _store.Answer();

        Assert.Equal(_clock.Start, (await asked).AsOf);
    }

    [Fact]
    public async Task Who_asks_while_a_long_reading_goes_on_has_the_last_answer_and_the_page_hears_of_the_new_one()
    {
        var first = Reports.ReadAsync(Question, Cancel);
        _clock.Advance(TimeSpan.FromSeconds(4));
        _store.Answer();
        await first;
        _clock.Advance(TimeSpan.FromSeconds(40));

        var second = Reports.ReadAsync(Question, Cancel);
        _clock.Advance(TimeSpan.FromMilliseconds(100));

        Assert.Equal(_clock.Start, (await second).AsOf);
        Assert.Equal(0, Reports.LateAnswers);
        _store.Answer();
        Assert.Equal(1, Reports.LateAnswers);
        Assert.Equal(_clock.Start.AddSeconds(44), (await Reports.ReadAsync(Question, Cancel)).AsOf);
    }

    [Fact]
    public async Task Ledger_is_read_for_a_tenth_of_the_time_at_most()
    {
        var first = Reports.ReadAsync(Question, Cancel);
        _clock.Advance(TimeSpan.FromSeconds(2));
        _store.Answer();
        await first;
        for (var i = 0; i < 17; i++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Reports.ReadAsync(Question, Cancel);
        }

        Assert.Equal(1, _store.Asked);
        _clock.Advance(TimeSpan.FromSeconds(1));
        var next = Reports.ReadAsync(Question, Cancel);
        _store.Answer();
        await next;
        Assert.Equal(2, _store.Asked);
    }

    [Fact]
    public async Task Store_that_went_away_is_told_and_not_covered_by_an_old_answer()
    {
        var first = Reports.ReadAsync(Question, Cancel);
        _store.Answer();
        await first;
        _clock.Advance(TimeSpan.FromSeconds(1));
        var second = Reports.ReadAsync(Question, Cancel);

        _store.Fail(new StoreUnavailableException("away"));

        await Assert.ThrowsAsync<StoreUnavailableException>(() => second);
    }

    /// <summary>Answers when it is let.</summary>
    private sealed class HeldCaches : ICacheStore
    {
        private TaskCompletionSource<IReadOnlyList<CachedRequest>> _held = new();

        public int Asked { get; private set; }

        public void Answer() => Next().SetResult([]);

        public void Fail(Exception problem) => Next().SetException(problem);

        public Task<IReadOnlyList<CachedRequest>> ReadRequestsAsync(UsageFilter filter, int limit, CancellationToken cancellationToken)
        {
            Asked++;
            return _held.Task;
        }

        public Task<IReadOnlyList<CacheCompaction>> ReadCompactionsAsync(UsageFilter filter, int limit, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<CacheCompaction>>([]);

        private TaskCompletionSource<IReadOnlyList<CachedRequest>> Next()
        {
            var held = _held;
            _held = new TaskCompletionSource<IReadOnlyList<CachedRequest>>();
            return held;
        }
    }
}
