using Coxswain.Core.Kernel;
using Coxswain.Storage.Opening;
using Coxswain.Storage.Sqlite;
using Coxswain.Tests.Storage.Sqlite;

namespace Coxswain.Tests.Storage.Opening;

public sealed class InsertPauseTests : IDisposable
{
    private readonly InsertPause _pause = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Insert_of_the_pump_waits_until_the_pause_is_over()
    {
        var store = new RecordingStore();
        var gate = new StoreGate();
        gate.Open();
        var gated = new GatedRowStore(store, gate, _pause, new OutboxCounters(), new QuietTime(TimeProvider.System));
        var work = new TaskCompletionSource();
        var pausing = _pause.PauseAsync(() => work.Task, Cancel);

        var insert = gated.InsertAsync("a.1", 1, ["row\n"u8.ToArray()], "token", Cancel);

        Assert.False(insert.IsCompleted);
        Assert.Equal(0, store.Inserts);
        work.SetResult();
        await pausing;
        await insert;
        Assert.Equal(1, store.Inserts);
    }

    [Fact]
    public async Task Pause_begins_when_the_inserts_under_way_have_ended()
    {
        var insert = new TaskCompletionSource();
        var inserting = _pause.InsertAsync(() => insert.Task, Cancel);
        var isRunning = false;

        var pausing = _pause.PauseAsync(
            () =>
            {
                isRunning = true;
                return Task.CompletedTask;
            },
            Cancel);

        Assert.False(isRunning);
        insert.SetResult();
        await inserting;
        await pausing;
        Assert.True(isRunning);
    }

    [Fact]
    public async Task Pause_that_is_given_up_holds_nothing_back()
    {
        var insert = new TaskCompletionSource();
        var inserting = _pause.InsertAsync(() => insert.Task, Cancel);
        using var stop = new CancellationTokenSource();
        var pausing = _pause.PauseAsync(static () => Task.CompletedTask, stop.Token);

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pausing);
        insert.SetResult();
        await inserting;

        await Task.WhenAll(_pause.InsertAsync(static () => Task.CompletedTask, Cancel), _pause.InsertAsync(static () => Task.CompletedTask, Cancel)).WaitAsync(TimeSpan.FromSeconds(20), Cancel);
        await _pause.PauseAsync(static () => Task.CompletedTask, Cancel).WaitAsync(TimeSpan.FromSeconds(20), Cancel);
    }

    public void Dispose() => _pause.Dispose();
}
