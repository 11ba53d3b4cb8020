using Coxswain.Core.Budgets;
using Coxswain.Storage.Sqlite;
using Coxswain.Storage.Sqlite.Budgets;

namespace Coxswain.Tests.Storage.Sqlite.Budgets;

public sealed class StateBudgetStoreTests
{
    private const int PageBytes = 16384;
    private static readonly DateTimeOffset Noon = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);
    private static readonly Budget Day = new("day", BudgetPeriod.Day, 20.005m, BudgetScope.Everything, []);
    private static readonly Budget Shop = new("shop", BudgetPeriod.Month, 100m, new BudgetScope("/home/dev/shop \"x\"", "main", "ada@example.org"), [new LadderStep(BudgetAction.Advise, 80), new LadderStep(BudgetAction.Block, 100)]);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Budgets_and_overrides_outlive_the_process()
    {
        await using var bed = new OutboxBed();
        await bed.OpenAsync(pump: false);
        var store = new StateBudgetStore(bed.Writer);
        await store.SaveAsync(Shop with { LimitUsd = 1 }, Cancel);
        await store.SaveAsync(Shop, Cancel);
        await store.SaveAsync(Day, Cancel);
        await store.SaveAsync(Day with { Name = "gone" }, Cancel);
        await store.AddOverrideAsync(new BudgetOverride("", Noon, Noon.AddHours(1), "release"), Cancel);
        await store.AddOverrideAsync(new BudgetOverride("shop", Noon, Noon.AddHours(2), "again"), Cancel);
        Assert.True(await store.RemoveAsync("gone", Cancel));
        Assert.False(await store.RemoveAsync("gone", Cancel));
        await bed.CloseAsync();
        await bed.OpenAsync(pump: false);
        store = new StateBudgetStore(bed.Writer);

        var kept = await store.ListAsync(Cancel);

        Assert.Equal([Day, Shop], kept.Zip([Day, Shop], static (one, other) => one with { Ladder = other.Ladder }));
        Assert.Equal(Shop.Ladder, kept[1].Ladder);
        Assert.Equal([("shop", Noon.AddHours(2), "again"), ("", Noon.AddHours(1), "release")], (await store.ListOverridesAsync(Cancel)).Select(static change => (change.Budget, change.Until, change.Why)));
    }

    [Theory]
    [InlineData(0, 100)]
    [InlineData(0, PageBytes)]
    [InlineData(63, 1)]
    public async Task Damaged_first_page_costs_no_budget(int at, int bytes)
    {
        await using var bed = new OutboxBed();
        await bed.OpenAsync(pump: false);
        await new StateBudgetStore(bed.Writer).SaveAsync(Day, Cancel);
        await new StateBudgetStore(bed.Writer).AddOverrideAsync(new BudgetOverride("", Noon, Noon.AddHours(1), "release"), Cancel);
        await bed.CloseAsync();
        using (var file = new FileStream(bed.Folder.StateFile, FileMode.Open, FileAccess.ReadWrite))
        {
            file.Position = at;
            file.Write(new byte[bytes]);
        }

        await bed.OpenAsync(pump: false);
        var store = new StateBudgetStore(bed.Writer);

        Assert.Equal("day", Assert.Single(await store.ListAsync(Cancel)).Name);
        Assert.Equal("release", Assert.Single(await store.ListOverridesAsync(Cancel)).Why);
    }

    /// <summary>A file of the version before this one, also one whose first page is gone.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task File_of_the_version_before_takes_budgets(bool isDamaged)
    {
        await using var bed = new OutboxBed();
        Directory.CreateDirectory(bed.Folder.Root);
        using (var session = StateSession.OpenWriter(bed.Folder.StateFile))
        {
            session.Script(StateSql.Migrations[0]);
            for (var i = 0; i < 40; i++)
            {
                session.Statement("outbox-insert").Bind("$shape", "a.1").Bind("$row_count", 1).Bind("$byte_count", 9000).Bind("$checksum", 1).Bind("$committed_ms", 1).Bind("$rows", new byte[9000]).Run();
            }

            session.Run("checkpoint");
        }

        if (isDamaged)
        {
            using var file = new FileStream(bed.Folder.StateFile, FileMode.Open, FileAccess.ReadWrite);
            file.Write(new byte[PageBytes]);
        }

        await bed.OpenAsync(pump: false);
        var store = new StateBudgetStore(bed.Writer);
        Assert.Empty(await store.ListAsync(Cancel));

        await store.SaveAsync(Day, Cancel);

        Assert.Equal("day", Assert.Single(await store.ListAsync(Cancel)).Name);
        Assert.Equal(40, bed.Counters.Read().PendingRows);
    }
}
