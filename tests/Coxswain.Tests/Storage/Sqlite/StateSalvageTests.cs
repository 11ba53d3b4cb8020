using System.Text;
using Coxswain.Core.Sessions;
using Coxswain.Core.Telemetry;
using Coxswain.Storage;

namespace Coxswain.Tests.Storage.Sqlite;

public sealed class StateSalvageTests
{
    private const int PageBytes = 16384;
    private static readonly TranscriptCursor Cursor = new("/p/a.jsonl", 10, 1, "");

    [Fact]
    public Task Overwritten_header_costs_nothing() => First_page_damage_costs_nothing(0, 100);

    [Fact]
    public Task Overwritten_first_page_costs_nothing() => First_page_damage_costs_nothing(0, PageBytes);

    [Fact]
    public async Task File_that_was_never_a_database_is_set_aside_and_a_new_one_begins()
    {
        await using var bed = new OutboxBed();
        Directory.CreateDirectory(bed.Folder.Root);
        await File.WriteAllTextAsync(bed.Folder.StateFile, new string('?', 5000), TestContext.Current.CancellationToken);

        await bed.OpenAsync();

        Assert.Equal(WriteOutcome.Durable, await bed.AppendAsync(OutboxBed.Rows("a.1", "new")));
        await bed.FlushAsync();
        var entry = Assert.Single(bed.Outbox.ReadStatus().Quarantined);
        Assert.Equal((QuarantineKind.DamagedFile, null), (entry.Kind, entry.Rows));
        Assert.Contains("unreadable: everything", entry.Reason, StringComparison.Ordinal);
        Assert.Equal(new string('?', 5000), await File.ReadAllTextAsync(entry.Path, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Damaged_rows_go_to_the_quarantine_and_the_rest_drains()
    {
        await using var bed = new OutboxBed();
        await FillAsync(bed, 5, 50_000);
        Overwrite(bed, Find(bed, "row 3 xxxx") + 200, 20);

        await bed.OpenAsync();
        await bed.FlushAsync();

        Assert.Equal(["row 0", "row 1", "row 2", "row 4"], Names(bed));
        var status = bed.Outbox.ReadStatus();
        var entry = Assert.Single(status.Quarantined);
        Assert.Equal((QuarantineKind.DamagedRows, "a.1", 1L, 1L), (entry.Kind, entry.Shape, entry.Rows, status.QuarantinedRows));
        Assert.StartsWith("row 3 xxxx", await File.ReadAllTextAsync(entry.Path, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(0, status.PendingRows);
    }

    [Fact]
    public async Task Any_damaged_page_costs_at_most_what_it_held_and_the_loss_is_named()
    {
        for (var seed = 0; seed < (Environment.GetEnvironmentVariable("COX_FULL") == "1" ? 300 : 40); seed++)
        {
            await using var bed = new OutboxBed();
            await FillAsync(bed, 40, 9_000);
            var random = new Random(seed);
            var pages = (int)(new FileInfo(bed.Folder.StateFile).Length / PageBytes);
            var page = random.Next(pages);
            Overwrite(bed, ((long)page * PageBytes) + random.Next(PageBytes / 2), random.Next(1, PageBytes / 2), seed);

            await bed.OpenAsync();
            Assert.Equal(WriteOutcome.Durable, await bed.AppendAsync(OutboxBed.Rows("a.1", "row new xxxx")));
            await bed.FlushAsync();

            AssertNothingVanished(bed, seed, page);
        }
    }

    [Fact]
    public async Task Damage_met_while_running_is_repaired_without_a_restart()
    {
        await using var bed = new OutboxBed();
        await FillAsync(bed, 40, 9_000);
        bed.Store.Before = static (_, _) => throw new StoreUnavailableException("not yet");
        await bed.OpenAsync(pump: false);
        Overwrite(bed, Find(bed, "row 3 xxxx") / PageBytes * PageBytes, 400);
        bed.Store.Before = null;
        await bed.StartPumpAsync();
        await bed.FlushAsync();

        Assert.Equal(WriteOutcome.Durable, await bed.AppendAsync(OutboxBed.Rows("a.1", "row new xxxx")));
        await bed.FlushAsync();
        AssertNothingVanished(bed, 0, 2);
        Assert.Contains(bed.Outbox.ReadStatus().Quarantined, static entry => entry.Kind == QuarantineKind.DamagedFile);
    }

    [Fact]
    public async Task Batch_that_had_reached_the_store_is_not_repeated_after_a_rescue()
    {
        await using var bed = new OutboxBed();
        bed.Store.After = static (_, _) => throw new StoreUnavailableException("the answer never came");
        await bed.OpenAsync();
        await bed.AppendAsync(OutboxBed.Rows("a.1", "row 0 xxxx"));
        await bed.Store.SecondCall;
        await bed.CloseAsync();
        Overwrite(bed, 0, 100);
        bed.Store.After = null;

        await bed.OpenAsync();
        await bed.AppendAsync(OutboxBed.Rows("a.1", "row 1 xxxx"));
        await bed.FlushAsync();

        Assert.Equal(["row 0", "row 1"], Names(bed));
    }

    private static async Task First_page_damage_costs_nothing(int from, int length)
    {
        await using var bed = new OutboxBed();
        await FillAsync(bed, 30, 9_000);
        Overwrite(bed, from, length);

        await bed.OpenAsync();
        await bed.AppendAsync(OutboxBed.Rows("a.1", "row 30 xxxx"));
        await bed.FlushAsync();

        Assert.Equal(Enumerable.Range(0, 31).Select(static n => $"row {n}"), Names(bed));
        Assert.Equal([Cursor], await bed.ReadCursorsAsync());
        var status = bed.Outbox.ReadStatus();
        Assert.Equal((QuarantineKind.DamagedFile, 0L), (Assert.Single(status.Quarantined).Kind, status.LostRows));
        Assert.Equal(WriteOutcome.AlreadyDurable, await bed.AppendAsync(OutboxBed.Rows("a.1", "again"), new UInt128(0, 7)));
    }

    private static void AssertNothingVanished(OutboxBed bed, int seed, int page)
    {
        var stored = Names(bed);
        var status = bed.Outbox.ReadStatus();
        var where = $"seed {seed}, page {page}: {stored.Count} stored, "
            + string.Join("; ", status.Quarantined.Select(static entry => $"{entry.Kind} {entry.Rows}: {entry.Reason}"));
        Assert.True(stored.Contains("row new"), where);
        Assert.True(stored.Distinct().Count() == stored.Count, where);
        Assert.True(bed.Store.Rows("a.1").All(static row => row.AsSpan(row.IndexOf('x', StringComparison.Ordinal)).IndexOfAnyExcept('x') < 0), where);
        var unknown = status.Quarantined.Any(static entry => entry.Rows is null);
        Assert.True(unknown || stored.Count + status.QuarantinedRows + status.LostRows == 41, where);
        Assert.True(stored.Count >= 36, where);
    }

    private static async Task FillAsync(OutboxBed bed, int rows, int rowBytes)
    {
        await bed.OpenAsync(pump: false);
        for (var n = 0; n < rows; n++)
        {
            var block = OutboxBed.Rows("a.1", $"row {n} {new string('x', rowBytes)}");
            Assert.Equal(WriteOutcome.Durable, await bed.AppendAsync(block, new UInt128(0, (ulong)n + 7), Cursor));
        }

        await bed.CloseAsync();
    }

    private static List<string> Names(OutboxBed bed) =>
        [.. bed.Store.Rows("a.1").Select(static row => string.Join(' ', row.Split(' ').Take(2)))];

    private static long Find(OutboxBed bed, string text) =>
        File.ReadAllBytes(bed.Folder.StateFile).AsSpan().IndexOf(Encoding.UTF8.GetBytes(text));

    private static void Overwrite(OutboxBed bed, long at, int length, int seed = 1)
    {
        var garbage = new byte[length];
        new Random(seed).NextBytes(garbage);
        using var file = new FileStream(bed.Folder.StateFile, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        file.Position = at;
        file.Write(garbage);
    }
}
