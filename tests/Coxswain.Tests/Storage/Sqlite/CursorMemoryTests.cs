using Coxswain.Core.Sessions;
using Coxswain.Storage.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Coxswain.Tests.Storage.Sqlite;

public sealed class CursorMemoryTests
{
    private static readonly TranscriptCursor Cursor = new("/p/a.jsonl", 10, 1, "");
    private static readonly Dictionary<string, int> Unknown = [];

    [Fact]
    public async Task Store_seen_first_keeps_the_cursors_and_another_one_drops_them_across_restarts()
    {
        await using var bed = await new OutboxBed().OpenAsync(pump: false);
        await bed.AppendAsync(OutboxBed.Rows("a", "1"), cursor: Cursor);

        Assert.Null(await Memory(bed).CompareAsync("one", [], Unknown, isEmpty: false));
        await bed.CloseAsync();
        await bed.OpenAsync(pump: false);
        Assert.Null(await Memory(bed).CompareAsync("one", [], Unknown, isEmpty: true));
        Assert.Single((await Memory(bed).LoadAsync()).Cursors);

        var memory = Memory(bed);
        var told = 0;
        memory.Dropped += () => told++;
        Assert.NotNull(await memory.CompareAsync("two", [], Unknown, isEmpty: false));
        Assert.Equal(0, Assert.Single((await memory.LoadAsync()).Cursors).OffsetBytes);
        Assert.Equal((1, 1), (memory.Drops, told));
        Assert.Null(await memory.CompareAsync("two", [], Unknown, isEmpty: false));
    }

    [Fact]
    public async Task Empty_store_where_none_is_remembered_drops_the_cursors()
    {
        await using var bed = await new OutboxBed().OpenAsync(pump: false);
        await bed.AppendAsync(OutboxBed.Rows("a", "1"), cursor: Cursor);

        Assert.NotNull(await Memory(bed).CompareAsync("one", [], Unknown, isEmpty: true));

        Assert.Equal(0, Assert.Single((await Memory(bed).LoadAsync()).Cursors).OffsetBytes);
    }

    [Fact]
    public async Task Each_damage_drops_the_cursors_once()
    {
        await using var bed = await new OutboxBed().OpenAsync(pump: false);
        var memory = Memory(bed);
        foreach (var (damage, isDropped) in new[] { ("", false), ("a", true), ("a", false), ("a b", true), ("b", false) })
        {
            await bed.AppendAsync(OutboxBed.Rows("a", "1"), cursor: Cursor);
            Assert.Equal(isDropped, await memory.CompareAsync("one", damage.Split(' ', StringSplitOptions.RemoveEmptyEntries), Unknown, isEmpty: false) is not null);
            Assert.Equal(isDropped ? 0 : Cursor.OffsetBytes, Assert.Single((await memory.LoadAsync()).Cursors).OffsetBytes);
        }
    }

    /// <summary>0 days: for ever. What is not known says nothing.</summary>
    [Fact]
    public async Task Store_that_keeps_rows_longer_than_before_drops_the_cursors_once()
    {
        await using var bed = await new OutboxBed().OpenAsync(pump: false);
        var memory = Memory(bed);
        foreach (var (requests, prompts, isDropped) in new (int?, int, bool)[]
            { (400, 400, false), (10, 400, false), (null, 400, false), (10, 400, false), (11, 400, true), (11, 400, false), (11, 500, true), (0, 500, true), (0, 500, false), (400, 500, false) })
        {
            await bed.AppendAsync(OutboxBed.Rows("a", "1"), cursor: Cursor);
            var kept = new Dictionary<string, int> { ["prompts"] = prompts };
            if (requests is { } days)
            {
                kept["api_requests"] = days;
            }

            Assert.Equal(isDropped ? "the store keeps rows longer than before" : null, await memory.CompareAsync("one", [], kept, isEmpty: false));
            Assert.Equal(isDropped ? 0 : Cursor.OffsetBytes, Assert.Single((await memory.LoadAsync()).Cursors).OffsetBytes);
        }
    }

    /// <summary>The version before wrote down which store it was, but not what it took from lines.</summary>
    [Fact]
    public async Task Cursors_of_a_version_that_took_less_from_the_same_lines_are_dropped_once()
    {
        await using var bed = await new OutboxBed().OpenAsync(pump: false);
        await Memory(bed).CompareAsync("one", [], Unknown, isEmpty: false);
        await bed.Writer.CallAsync(transaction => transaction.Session.Statement("setting-save").Bind("$name", "transcript_reading").Bind("$value", "1").Run());
        await bed.AppendAsync(OutboxBed.Rows("a", "1"), cursor: Cursor);

        Assert.Equal("this version of cox takes more from them", await Memory(bed).CompareAsync("one", [], Unknown, isEmpty: false));
        await bed.AppendAsync(OutboxBed.Rows("a", "2"), cursor: Cursor);
        Assert.Null(await Memory(bed).CompareAsync("one", [], Unknown, isEmpty: false));
        Assert.Single((await Memory(bed).LoadAsync()).Cursors);
    }

    [Fact]
    public async Task Cursor_of_a_pass_that_began_before_the_drop_is_not_kept_but_its_rows_are()
    {
        await using var bed = await new OutboxBed().OpenAsync(pump: false);
        var memory = Memory(bed);
        await bed.AppendAsync(OutboxBed.Rows("a", "1"), cursor: Cursor);
        await memory.CompareAsync("one", [], Unknown, isEmpty: false);
        var (drops, _) = await memory.LoadAsync();
        await memory.CompareAsync("two", [], Unknown, isEmpty: false);

        await bed.Writer.AppendAsync(new RowAppend([OutboxBed.Rows("a", "2")], null, Cursor, () => memory.Drops == drops)).WaitAsync(OutboxBed.Patience, TestContext.Current.CancellationToken);

        Assert.Equal(0, Assert.Single((await memory.LoadAsync()).Cursors).OffsetBytes);
        Assert.Equal(2, bed.Counters.Read().PendingRows);
    }

    private static CursorMemory Memory(OutboxBed bed) => new(bed.Writer, NullLogger<CursorMemory>.Instance);
}
