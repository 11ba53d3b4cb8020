using Coxswain.Core.Usage;
using Coxswain.Server.StatusLine;
using Coxswain.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Coxswain.Tests.Server.StatusLine;

public sealed class SpendMemoryTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private static readonly SessionSpend First = new(1, 1m, 0, Noon, Noon, 1, 1m, 0);
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    private readonly WaitingUsageStore _store = new();
    private readonly CountedOutbox _outbox = new();
    private readonly FakeTimeProvider _clock = new(Noon);
    private readonly SpendMemory _memory;

    public SpendMemoryTests() => _memory = new SpendMemory(_store, _outbox, _clock);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Store_that_is_slow_is_answered_for_with_what_it_said_before()
    {
        Assert.Null(await _memory.ReadAsync("s-1", TimeSpan.Zero, Token));
        var waiting = _memory.ReadAsync("s-1", Long, Token);
        _store.Next.SetResult(First);
        Assert.Equal(First, (await waiting)?.Spend);

        _store.Next = new TaskCompletionSource<SessionSpend?>(TaskCreationOptions.RunContinuationsAsynchronously);
        _outbox.StoredRows++;
        Assert.Equal(First, (await _memory.ReadAsync("s-1", TimeSpan.Zero, Token))?.Spend);
        Assert.Null(await _memory.ReadAsync("s-2", TimeSpan.Zero, Token));

        var next = _memory.ReadAsync("s-1", Long, Token);
        _store.Next.SetResult(First with { Requests = 2 });
        Assert.Equal(2, (await next)?.Spend?.Requests);
    }

    [Fact]
    public async Task Answer_holds_while_nothing_is_stored_and_no_longer_than_ten_seconds()
    {
        _store.Next.SetResult(First);
        await _memory.ReadAsync("s-1", Long, Token);
        _clock.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal((First, Noon), await _memory.ReadAsync("s-1", Long, Token) is { } held ? (held.Spend, held.AsOf) : default);
        Assert.Equal(1, _store.Asked);

        _outbox.StoredRows++;
        Assert.Equal(Noon.AddSeconds(9), (await _memory.ReadAsync("s-1", Long, Token))?.AsOf);
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(Noon.AddSeconds(19), (await _memory.ReadAsync("s-1", Long, Token))?.AsOf);
        Assert.Equal(3, _store.Asked);
    }

    /// <summary>What came in while the store was asked may or may not be in its answer.</summary>
    [Fact]
    public async Task Answer_does_not_hold_when_something_was_stored_while_it_was_worked_out()
    {
        var waiting = _memory.ReadAsync("s-1", Long, Token);
        await _store.Begun.Task.WaitAsync(TimeSpan.FromSeconds(20), Token);
        _outbox.StoredRows++;
        _store.Next.SetResult(First);
        await waiting;

        await _memory.ReadAsync("s-1", Long, Token);
        Assert.Equal(2, _store.Asked);
    }

    [Fact]
    public async Task One_sessions_answer_is_not_anothers()
    {
        _store.Next.SetResult(First);
        await _memory.ReadAsync("s-1", Long, Token);
        await _memory.ReadAsync("s-2", Long, Token);

        Assert.Equal(2, _store.Asked);
    }

    [Fact]
    public async Task Store_is_asked_once_by_all_who_wait()
    {
        var waiting = Enumerable.Range(0, 5).Select(_ => _memory.ReadAsync("s-1", Long, Token)).ToArray();
        _store.Next.SetResult(null);

        Assert.All(await Task.WhenAll(waiting), static reading => Assert.Null(reading!.Spend));
        Assert.Equal(1, _store.Asked);
    }

    [Fact]
    public async Task Failure_of_the_store_reaches_who_waits_and_the_next_one_asks_again()
    {
        _store.Next.SetException(new StoreUnavailableException("away"));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => _memory.ReadAsync("s-1", Long, Token));

        _store.Next = new TaskCompletionSource<SessionSpend?>(TaskCreationOptions.RunContinuationsAsynchronously);
        _store.Next.SetResult(First);
        Assert.Equal(First, (await _memory.ReadAsync("s-1", Long, Token))?.Spend);
    }
}
