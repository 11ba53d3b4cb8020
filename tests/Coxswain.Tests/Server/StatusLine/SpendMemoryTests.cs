using Coxswain.Core.Usage;
using Coxswain.Server.StatusLine;
using Coxswain.Storage;

namespace Coxswain.Tests.Server.StatusLine;

public sealed class SpendMemoryTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private static readonly SessionSpend First = new(1, 1m, 0, Noon, Noon, 1, 1m, 0);
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    private readonly WaitingUsageStore _store = new();
    private readonly SpendMemory _memory;

    public SpendMemoryTests() => _memory = new SpendMemory(_store, TimeProvider.System);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Store_that_is_slow_is_answered_for_with_what_it_said_before()
    {
        Assert.Null(await _memory.ReadAsync("s-1", TimeSpan.Zero, Token));
        var waiting = _memory.ReadAsync("s-1", Long, Token);
        _store.Next.SetResult(First);
        Assert.Equal(First, (await waiting)?.Spend);

        _store.Next = new TaskCompletionSource<SessionSpend?>(TaskCreationOptions.RunContinuationsAsynchronously);
        Assert.Equal(First, (await _memory.ReadAsync("s-1", TimeSpan.Zero, Token))?.Spend);
        Assert.Null(await _memory.ReadAsync("s-2", TimeSpan.Zero, Token));

        var next = _memory.ReadAsync("s-1", Long, Token);
        _store.Next.SetResult(First with { Requests = 2 });
        Assert.Equal(2, (await next)?.Spend?.Requests);
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
