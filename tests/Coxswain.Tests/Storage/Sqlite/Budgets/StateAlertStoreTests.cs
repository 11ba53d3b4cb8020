using Coxswain.Core.Budgets;
using Coxswain.Core.Budgets.Alerts;
using Coxswain.Storage.Sqlite;
using Coxswain.Storage.Sqlite.Budgets;

namespace Coxswain.Tests.Storage.Sqlite.Budgets;

public sealed class StateAlertStoreTests
{
    private const int PageBytes = 16384;
    private static readonly DateTimeOffset Noon = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);
    private static readonly AlertSpan Day = new(BudgetPeriod.Day, "2026-11-26");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Threshold_is_kept_once_whatever_is_said_of_it_later()
    {
        await using var bed = new OutboxBed();
        await bed.OpenAsync(pump: false);
        var store = new StateAlertStore(bed.Writer);

        var first = await store.KeepAsync([Of(50), Of(80)], Cancel);
        await bed.CloseAsync();
        await bed.OpenAsync(pump: false);
        store = new StateAlertStore(bed.Writer);
        var second = await store.KeepAsync([Of(50) with { SpentUsd = 9, Channels = ["webhook"] }, Of(80), Of(95), Of(50) with { Span = Day with { Key = "2026-11-27" } }, Of(50) with { Budget = "b" }], Cancel);

        Assert.Equal([50, 80], first.Select(static alert => alert.Percent));
        Assert.Equal([("day", "2026-11-26", 95), ("day", "2026-11-27", 50), ("b", "2026-11-26", 50)], second.Select(static alert => (alert.Budget, alert.Span.Key, alert.Percent)));
        var kept = await store.ListAsync("", 100, Cancel);
        Assert.Equal([5L, 4, 3, 2, 1], kept.Select(static alert => alert.Id));
        Assert.Equal((5.00000000001m, 10m, Noon), (kept[^1].SpentUsd, kept[^1].LimitUsd, kept[^1].At));
        Assert.Empty(kept[^1].Deliveries);
        Assert.Equal([4L, 3, 2, 1], (await store.ListAsync("day", 100, Cancel)).Select(static alert => alert.Id));
        Assert.Equal(5, Assert.Single(await store.ListAsync("", 1, Cancel)).Id);
    }

    [Fact]
    public async Task Channel_is_owed_until_it_took_it_and_tries_that_fail_are_counted()
    {
        await using var bed = new OutboxBed();
        await bed.OpenAsync(pump: false);
        var store = new StateAlertStore(bed.Writer);
        await store.KeepAsync([Of(50) with { Channels = ["webhook", "terminal"] }, Of(80) with { Channels = ["webhook"] }, Of(95)], Cancel);

        await store.CountFailureAsync([1, 2], "webhook", Cancel);
        await store.CountFailureAsync([1], "webhook", Cancel);
        await store.TakeAsync([1, 3], "terminal", Noon.AddMinutes(1), Cancel);
        await store.TakeAsync([2], "webhook", Noon.AddMinutes(2), Cancel);
        await store.TakeAsync([2], "webhook", Noon.AddMinutes(9), Cancel);
        await store.CountFailureAsync([2], "webhook", Cancel);

        Assert.Equal([1L], (await store.ListOwedAsync("webhook", 10, Cancel)).Select(static alert => alert.Id));
        Assert.Empty(await store.ListOwedAsync("terminal", 10, Cancel));
        var kept = await store.ListAsync("", 10, Cancel);
        Assert.Equal([new AlertDelivery("terminal", Noon.AddMinutes(1), 0), new AlertDelivery("webhook", null, 2)], kept[2].Deliveries);
        Assert.Equal([new AlertDelivery("webhook", Noon.AddMinutes(2), 0)], kept[1].Deliveries);
        Assert.Empty(kept[0].Deliveries);

        await store.DropOwedAsync("webhook", Cancel);
        Assert.Empty(await store.ListOwedAsync("webhook", 10, Cancel));
        Assert.Equal(["webhook"], (await store.ListAsync("", 10, Cancel))[1].Deliveries.Select(static one => one.Channel));
    }

    [Fact]
    public async Task Marks_take_the_place_of_those_before()
    {
        await using var bed = new OutboxBed();
        await bed.OpenAsync(pump: false);
        var store = new StateAlertStore(bed.Writer);
        Assert.Empty(await store.ReadMarksAsync(Cancel));
        LookMark[] marks = [new("day", Day), new("s", AlertSpan.OfSession("1764158400000"))];

        await store.SaveMarksAsync([new("gone", Day)], Cancel);
        await store.SaveMarksAsync(marks, Cancel);

        Assert.Equal(marks, await store.ReadMarksAsync(Cancel));
    }

    [Theory]
    [InlineData(0, 100)]
    [InlineData(0, PageBytes)]
    public async Task Damaged_first_page_costs_no_alert_and_tells_none_again(int at, int bytes)
    {
        await using var bed = new OutboxBed();
        await bed.OpenAsync(pump: false);
        var store = new StateAlertStore(bed.Writer);
        await store.KeepAsync([Of(50) with { Channels = ["webhook", "desktop"] }], Cancel);
        await store.KeepAsync([Of(80) with { Channels = ["webhook"] }], Cancel);
        await store.TakeAsync([1], "webhook", Noon, Cancel);
        await store.CountFailureAsync([1], "desktop", Cancel);
        var before = await store.ListAsync("", 10, Cancel);
        await bed.CloseAsync();
        using (var file = new FileStream(bed.Folder.StateFile, FileMode.Open, FileAccess.ReadWrite))
        {
            file.Position = at;
            file.Write(new byte[bytes]);
        }

        await bed.OpenAsync(pump: false);
        store = new StateAlertStore(bed.Writer);

        Assert.Equivalent(before, await store.ListAsync("", 10, Cancel), strict: true);
        Assert.Empty(await store.KeepAsync([Of(50), Of(80)], Cancel));
        Assert.Equal([2L], (await store.ListOwedAsync("webhook", 10, Cancel)).Select(static alert => alert.Id));
        Assert.Equal(3, Assert.Single(await store.KeepAsync([Of(95)], Cancel)).Id);
    }

    /// <summary>A file of the version before alerts.</summary>
    [Fact]
    public async Task File_of_an_older_version_takes_alerts()
    {
        await using var bed = new OutboxBed();
        Directory.CreateDirectory(bed.Folder.Root);
        using (var session = StateSession.OpenWriter(bed.Folder.StateFile))
        {
            session.Script(StateSql.Migrations[0]);
            session.Script(StateSql.Migrations[1]);
            session.Run("checkpoint");
        }

        await bed.OpenAsync(pump: false);

        Assert.Equal(50, Assert.Single(await new StateAlertStore(bed.Writer).KeepAsync([Of(50)], Cancel)).Percent);
    }

    private static ReachedThreshold Of(int percent) => new("day", Day, percent, Noon, 5.00000000001m, 10, []);
}
