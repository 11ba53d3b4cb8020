using Coxswain.Core.Sessions;
using Coxswain.Core.Telemetry;
using Coxswain.Storage;
using Coxswain.Storage.Sqlite;

namespace Coxswain.Tests.Storage.Sqlite;

public sealed class StateWriterTests
{
    [Fact]
    public async Task Acknowledged_rows_are_still_there_after_reopening()
    {
        await using var bed = await new OutboxBed().OpenAsync(pump: false);
        Assert.Equal(WriteOutcome.Durable, await bed.AppendAsync(OutboxBed.Rows("a.1", "one", "two")));
        await bed.CloseAsync();

        await bed.OpenAsync();
        await bed.FlushAsync();

        Assert.Equal(["one", "two"], bed.Store.Rows("a.1"));
        Assert.Equal(0, bed.Outbox.ReadStatus().PendingRows);
    }

    [Fact]
    public async Task Same_body_again_is_acknowledged_but_kept_once_even_after_a_restart()
    {
        await using var bed = await new OutboxBed().OpenAsync();
        var hash = new UInt128(1, 2);

        Assert.Equal(WriteOutcome.Durable, await bed.AppendAsync(OutboxBed.Rows("a.1", "one"), hash));
        Assert.Equal(WriteOutcome.AlreadyDurable, await bed.AppendAsync(OutboxBed.Rows("a.1", "one"), hash));
        await bed.CloseAsync();
        await bed.OpenAsync();
        Assert.Equal(WriteOutcome.AlreadyDurable, await bed.AppendAsync(OutboxBed.Rows("a.1", "one"), hash));
        Assert.Equal(WriteOutcome.Durable, await bed.AppendAsync(OutboxBed.Rows("a.1", "one"), new UInt128(1, 3)));
        await bed.FlushAsync();

        Assert.Equal(["one", "one"], bed.Store.Rows("a.1"));
    }

    [Fact]
    public async Task Same_body_twice_within_one_transaction_is_kept_once()
    {
        await using var bed = await new OutboxBed().OpenAsync();
        var hash = new UInt128(7, 7);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => bed.AppendAsync(OutboxBed.Rows("a.1", "one"), hash)));
        await bed.FlushAsync();

        Assert.Single(outcomes, WriteOutcome.Durable);
        Assert.Equal(49, outcomes.Count(static outcome => outcome == WriteOutcome.AlreadyDurable));
        Assert.Equal(["one"], bed.Store.Rows("a.1"));
    }

    [Fact]
    public async Task Concurrent_requests_of_one_shape_become_few_file_rows()
    {
        await using var bed = await new OutboxBed().OpenAsync(pump: false);

        await Task.WhenAll(Enumerable.Range(0, 2000).Select(n => bed.AppendAsync(OutboxBed.Rows("a.1", $"row {n}"))));
        var sealedRows = await bed.Writer.CallAsync(static transaction => OutboxBatches.Seal(transaction, "x", long.MaxValue, long.MaxValue));

        var batch = Assert.Single(sealedRows);
        Assert.True(batch.LastId < 1000, $"2000 requests took {batch.LastId} rows");
        using var content = bed.Reader.ReadBatch(batch);
        Assert.Equal(2000, content.Rows);
    }

    [Fact]
    public async Task Cursor_is_committed_with_its_facts_and_only_the_newest_is_kept()
    {
        await using var bed = await new OutboxBed().OpenAsync();
        var first = new TranscriptCursor("/p/a.jsonl", 100, ulong.MaxValue, "{}");

        await bed.AppendAsync(OutboxBed.Rows("t.1", "fact"), cursor: first);
        await bed.AppendAsync(OutboxBed.Rows("t.1", "fact 2"), cursor: first with { OffsetBytes = 250, State = "{\"title\":1}" });
        await bed.CloseAsync();
        await bed.OpenAsync();

        Assert.Equal([first with { OffsetBytes = 250, State = "{\"title\":1}" }], await bed.ReadCursorsAsync());
    }

    [Fact]
    public async Task Beyond_the_size_limit_nothing_is_accepted_until_the_store_has_taken_rows()
    {
        await using var bed = new OutboxBed();
        bed.Options.MaxBytes = 1 << 20;
        bed.Store.Before = static (_, _) => throw new StoreUnavailableException("away");
        await bed.OpenAsync();
        var half = OutboxBed.Rows("a.1", new string('x', 500_000));

        Assert.Equal(WriteOutcome.Durable, await bed.AppendAsync(half));
        Assert.Equal(WriteOutcome.Durable, await bed.AppendAsync(half));
        Assert.Equal(WriteOutcome.Full, await bed.AppendAsync(half));
        Assert.True(bed.Outbox.ReadStatus().IsFull);
        await bed.Store.SecondCall;
        Assert.Equal("away", bed.Outbox.ReadStatus().StoreProblem);

        bed.Store.Before = null;
        await bed.FlushAsync();
        Assert.Equal(WriteOutcome.Durable, await bed.AppendAsync(half));
        Assert.False(bed.Outbox.ReadStatus().IsFull);
        await bed.FlushAsync();
        Assert.Equal(3, bed.Store.Rows("a.1").Count);
    }

    [Fact]
    public async Task Waiting_memory_is_bounded()
    {
        await using var bed = new OutboxBed();
        bed.Options.MaxQueuedBytes = 1 << 20;
        bed.Options.MaxTransactionBytes = 1 << 16;
        await bed.OpenAsync(pump: false);
        var block = OutboxBed.Rows("a.1", new string('x', 100_000));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => bed.AppendAsync(block)));

        Assert.Contains(WriteOutcome.Full, outcomes);
        var kept = outcomes.Count(static outcome => outcome == WriteOutcome.Durable);
        Assert.True(kept >= 10, $"{kept} kept");
        Assert.Equal(kept, bed.Counters.Read().PendingRows);
    }

    [Fact]
    public async Task Closed_outbox_refuses_without_losing_what_it_accepted()
    {
        await using var bed = await new OutboxBed().OpenAsync(pump: false);
        var accepted = Enumerable.Range(0, 100).Select(n => bed.AppendAsync(OutboxBed.Rows("a.1", $"row {n}"))).ToList();

        await bed.CloseAsync();

        Assert.All(await Task.WhenAll(accepted), static outcome => Assert.Equal(WriteOutcome.Durable, outcome));
        Assert.Equal(WriteOutcome.Unavailable, await bed.AppendAsync(OutboxBed.Rows("a.1", "late")));
        await bed.OpenAsync();
        await bed.FlushAsync();
        Assert.Equal(100, bed.Store.Rows("a.1").Count);
    }

    [Fact]
    public async Task File_of_a_newer_version_is_refused_with_a_clear_message_and_left_alone()
    {
        await using var bed = await new OutboxBed().OpenAsync(pump: false);
        await bed.AppendAsync(OutboxBed.Rows("a.1", "one"));
        await bed.CloseAsync();
        using (var session = StateSession.OpenWriter(bed.Folder.StateFile))
        {
            session.Script("CREATE TABLE newer (id INTEGER PRIMARY KEY); PRAGMA user_version = 999");
        }

        var refusal = await Assert.ThrowsAsync<StateVersionException>(() => bed.OpenAsync(pump: false));

        Assert.Contains("newer cox", refusal.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(bed.Folder.QuarantineFolder));
    }

    [Fact]
    public async Task State_file_is_readable_by_its_owner_only()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes.");
            return;
        }

        await using var bed = await new OutboxBed().OpenAsync(pump: false);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(bed.Folder.StateFile));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(bed.Folder.StateFile + "-wal"));
    }
}
