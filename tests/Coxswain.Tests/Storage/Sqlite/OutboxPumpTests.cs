using Coxswain.Core.Telemetry;
using Coxswain.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Coxswain.Tests.Storage.Sqlite;

public sealed class OutboxPumpTests
{
    [Fact]
    public async Task Rows_of_several_shapes_reach_the_store_in_order_and_leave_the_outbox()
    {
        await using var bed = await new OutboxBed().OpenAsync();

        for (var n = 0; n < 50; n++)
        {
            await bed.AppendAsync(OutboxBed.Rows(n % 2 == 0 ? "a.1" : "b.1", $"row {n}"));
        }

        await bed.FlushAsync();

        Assert.Equal(Enumerable.Range(0, 25).Select(static n => $"row {2 * n}"), bed.Store.Rows("a.1"));
        Assert.Equal(Enumerable.Range(0, 25).Select(static n => $"row {(2 * n) + 1}"), bed.Store.Rows("b.1"));
        var status = bed.Outbox.ReadStatus();
        Assert.Equal((0, 0, 50), (status.PendingRows, status.PendingBytes, status.InsertedRows));
        Assert.Null(status.OldestPendingAge);
        Assert.NotNull(status.LastInsertAt);
    }

    [Fact]
    public async Task Lost_answer_of_the_store_repeats_the_same_insert_and_doubles_nothing()
    {
        await using var bed = new OutboxBed();
        var failures = 3;
        bed.Store.After = (_, _) =>
        {
            if (failures-- > 0)
            {
                throw new StoreUnavailableException("connection lost");
            }
        };
        await bed.OpenAsync();

        await bed.AppendAsync(OutboxBed.Rows("a.1", "one", "two"));
        await bed.FlushAsync();

        Assert.Equal(["one", "two"], bed.Store.Rows("a.1"));
    }

    [Fact]
    public async Task Crash_between_insert_and_delete_repeats_the_sealed_batch_under_its_token_though_more_rows_came()
    {
        await using var bed = new OutboxBed();
        bed.Store.After = static (_, _) => throw new StoreUnavailableException("the answer never came");
        await bed.OpenAsync();
        await bed.AppendAsync(OutboxBed.Rows("a.1", "one"));
        await bed.Store.FirstCall;
        await bed.AppendAsync(OutboxBed.Rows("a.1", "two"));
        await bed.CloseAsync();

        bed.Store.After = null;
        await bed.OpenAsync();
        await bed.AppendAsync(OutboxBed.Rows("a.1", "three"));
        await bed.FlushAsync();

        Assert.Equal(["one", "two", "three"], bed.Store.Rows("a.1"));
    }

    [Fact]
    public async Task Store_that_is_away_for_long_gets_everything_in_the_end()
    {
        await using var bed = new OutboxBed();
        bed.Options.BatchRows = 10;
        bed.Store.Before = static (_, _) => throw new StoreUnavailableException("away");
        await bed.OpenAsync();
        for (var n = 0; n < 100; n++)
        {
            Assert.Equal(WriteOutcome.Durable, await bed.AppendAsync(OutboxBed.Rows("a.1", $"row {n:00}")));
        }

        Assert.Equal(100, bed.Outbox.ReadStatus().PendingRows);
        Assert.NotNull(bed.Outbox.ReadStatus().OldestPendingAge);
        bed.Store.Before = null;
        bed.Outbox.RetryNow();
        await bed.FlushAsync();

        Assert.Equal(Enumerable.Range(0, 100).Select(static n => $"row {n:00}"), bed.Store.Rows("a.1").Order(StringComparer.Ordinal));
        Assert.True(bed.Store.Inserts >= 10);
    }

    [Fact]
    public async Task Refused_row_is_set_aside_by_name_and_the_rest_is_stored()
    {
        await using var bed = new OutboxBed();
        await bed.OpenAsync(pump: false);
        foreach (var row in (string[])["good 1", "bad", "good 2"])
        {
            await bed.AppendAsync(OutboxBed.Rows("a.1", row));
        }

        await bed.AppendAsync(OutboxBed.Rows("b.1", "other"));
        await bed.CloseAsync();
        bed.Store.Before = static (_, text) =>
        {
            if (text.Contains("bad", StringComparison.Ordinal))
            {
                throw new StoreRejectedException("Code: 117. INCORRECT_DATA");
            }
        };
        await bed.OpenAsync();
        await bed.FlushAsync();

        Assert.Equal(["good 1", "good 2"], bed.Store.Rows("a.1"));
        Assert.Equal(["other"], bed.Store.Rows("b.1"));
        var status = bed.Outbox.ReadStatus();
        Assert.Equal((0, 1L), (status.PendingRows, status.QuarantinedRows));
        var entry = Assert.Single(status.Quarantined);
        Assert.Equal((QuarantineKind.Rejected, "a.1", 1L), (entry.Kind, entry.Shape, entry.Rows));
        Assert.Contains("INCORRECT_DATA", entry.Reason, StringComparison.Ordinal);
        Assert.Equal("bad\n", await File.ReadAllTextAsync(entry.Path, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Rows_gather_until_the_delay_has_passed()
    {
        await using var bed = new OutboxBed();
        bed.Options.CoalesceDelay = TimeSpan.FromSeconds(20);
        bed.Options.BatchRows = 3;
        await bed.OpenAsync();

        await bed.AppendAsync(OutboxBed.Rows("a.1", "one"));
        await bed.AppendAsync(OutboxBed.Rows("a.1", "two"));
        Assert.Equal(0, bed.Store.Inserts);
        await bed.AppendAsync(OutboxBed.Rows("a.1", "three"));
        await bed.Store.FirstCall;
        await bed.FlushAsync();

        Assert.Equal(1, bed.Store.Inserts);
        Assert.Equal(3, bed.Store.Rows("a.1").Count);
    }

    [Fact]
    public async Task After_an_insert_of_few_rows_the_next_waits_unless_many_gather()
    {
        await using var bed = new OutboxBed();
        bed.Options.InsertInterval = TimeSpan.FromHours(1);
        bed.Options.FewRows = 2;
        await bed.OpenAsync();

        await bed.AppendAsync(OutboxBed.Rows("a.1", "one"));
        await bed.Store.FirstCall;
        await bed.AppendAsync(OutboxBed.Rows("a.1", "two"));
        await bed.AppendAsync(OutboxBed.Rows("a.1", "three"));
        Assert.Equal(1, bed.Store.Inserts);
        await bed.AppendAsync(OutboxBed.Rows("a.1", "four"));
        await bed.Store.SecondCall;
        await bed.FlushAsync();

        Assert.Equal(2, bed.Store.Inserts);
        Assert.Equal(4, bed.Store.Rows("a.1").Count);
    }

    [Fact(Timeout = 30_000)]
    public async Task An_insert_of_few_rows_takes_a_tenth_of_the_time_at_most()
    {
        var clock = new FakeTimeProvider();
        await using var bed = new OutboxBed { Clock = clock };
        var began = new List<DateTimeOffset>();
        bed.Store.Before = (_, _) =>
        {
            began.Add(clock.GetUtcNow());
            clock.Advance(TimeSpan.FromMilliseconds(200));
        };
        await bed.OpenAsync();
        await bed.AppendAsync(OutboxBed.Rows("a.1", "one"));
        await bed.Store.FirstCall;
        await bed.AppendAsync(OutboxBed.Rows("a.1", "two"));
        while (!bed.Store.SecondCall.IsCompleted)
        {
            clock.Advance(TimeSpan.FromMilliseconds(50));
            await Task.WhenAny(bed.Store.SecondCall, Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, TestContext.Current.CancellationToken));
        }

        Assert.InRange(began[1] - began[0], TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4));
    }

    [Fact]
    public async Task After_an_insert_of_many_rows_the_next_does_not_wait()
    {
        await using var bed = new OutboxBed();
        bed.Options.InsertInterval = TimeSpan.FromHours(1);
        bed.Options.FewRows = 2;
        await bed.OpenAsync();

        await bed.AppendAsync(OutboxBed.Rows("a.1", "one", "two", "three"));
        await bed.Store.FirstCall;
        await bed.AppendAsync(OutboxBed.Rows("a.1", "four"));
        await bed.Store.SecondCall;

        Assert.Equal(2, bed.Store.Inserts);
    }

    [Fact]
    public async Task Full_batch_goes_beside_one_under_way_and_flush_waits_for_both()
    {
        await using var bed = new OutboxBed();
        bed.Options.BatchRows = 2;
        using var answer = new ManualResetEventSlim();
        bed.Store.Before = (_, text) =>
        {
            if (text.Contains("slow", StringComparison.Ordinal))
            {
                Assert.True(answer.Wait(OutboxBed.Patience));
            }
        };
        await bed.OpenAsync();

        await bed.AppendAsync(OutboxBed.Rows("a.1", "slow 1", "slow 2"));
        await bed.Store.FirstCall;
        await bed.AppendAsync(OutboxBed.Rows("a.1", "fast 1", "fast 2"));
        await bed.Store.SecondCall;
        var flushed = bed.FlushAsync();
        Assert.False(flushed.IsCompleted);
        answer.Set();
        await flushed;

        Assert.Equal(["fast 1", "fast 2", "slow 1", "slow 2"], bed.Store.Rows("a.1").Order(StringComparer.Ordinal));
        Assert.Equal(0, bed.Outbox.ReadStatus().PendingRows);
    }

    [Fact]
    public async Task Few_rows_wait_until_the_batch_under_way_has_arrived()
    {
        await using var bed = new OutboxBed();
        using var answer = new ManualResetEventSlim();
        bed.Store.Before = (_, text) =>
        {
            if (text.Contains("slow", StringComparison.Ordinal))
            {
                Assert.True(answer.Wait(OutboxBed.Patience));
            }
        };
        await bed.OpenAsync();

        await bed.AppendAsync(OutboxBed.Rows("a.1", "slow"));
        await bed.Store.FirstCall;
        await bed.AppendAsync(OutboxBed.Rows("a.1", "one"));
        var flushed = bed.FlushAsync();
        for (var i = 0; i < 20; i++)
        {
            // A pump that does not wait has the first row sealed by one of these.
            await bed.Writer.CallAsync(static _ => true);
        }

        await bed.AppendAsync(OutboxBed.Rows("a.1", "two"));
        answer.Set();
        await flushed;
        await bed.FlushAsync();

        Assert.Equal(["slow", "one", "two"], bed.Store.Rows("a.1"));
        Assert.Equal(2, bed.Store.Inserts);
    }
}
