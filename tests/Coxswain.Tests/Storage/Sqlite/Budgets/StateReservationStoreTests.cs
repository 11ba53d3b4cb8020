using Coxswain.Core.Budgets.Admission;
using Coxswain.Storage.Sqlite;
using Coxswain.Storage.Sqlite.Budgets;

namespace Coxswain.Tests.Storage.Sqlite.Budgets;

public sealed class StateReservationStoreTests
{
    private static readonly Reservation One = new("call-1", "session-1", new SessionPlace("/home/dev/shop", "main", "ada@example.org"), "client-1", "claude-opus-5-5", new DateTimeOffset(2026, 11, 26, 12, 0, 0, TimeSpan.Zero), 0.123456789m);
    private static readonly Reservation Other = One with { CallId = "call-2", At = One.At.AddSeconds(1) };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reservation_outlives_the_process_and_goes_with_its_calls_record()
    {
        await using var bed = new OutboxBed();
        await bed.OpenAsync(pump: false);
        await new StateReservationStore(bed.Writer).AddAsync(One, Cancel);
        await new StateReservationStore(bed.Writer).AddAsync(Other, Cancel);
        await bed.CloseAsync();
        await bed.OpenAsync(pump: false);
        var store = new StateReservationStore(bed.Writer);
        Assert.Equal([One, Other], await store.ListAsync(Cancel));

        await bed.Writer.AppendAsync(new RowAppend([OutboxBed.Rows("a.1", "row")], null, null, endedCalls: ["call-1", "nobody's"]));

        Assert.Equal([Other], await store.ListAsync(Cancel));
        await store.RemoveAsync(["call-2"], Cancel);
        Assert.Empty(await store.ListAsync(Cancel));
    }

    /// <summary>Rows that find no room leave what was reserved for their calls.</summary>
    [Fact]
    public async Task Record_that_is_not_kept_leaves_its_reservation()
    {
        await using var bed = new OutboxBed();
        bed.Options.MaxBytes = 1;
        await bed.OpenAsync(pump: false);
        var store = new StateReservationStore(bed.Writer);
        await store.AddAsync(One, Cancel);

        await bed.Writer.AppendAsync(new RowAppend([OutboxBed.Rows("a.1", "a row that is longer than the outbox")], null, null, endedCalls: ["call-1"]));

        Assert.Equal([One], await store.ListAsync(Cancel));
    }

    [Fact]
    public async Task Damaged_first_page_costs_no_reservation()
    {
        await using var bed = new OutboxBed();
        await bed.OpenAsync(pump: false);
        await new StateReservationStore(bed.Writer).AddAsync(One, Cancel);
        await bed.CloseAsync();
        using (var file = new FileStream(bed.Folder.StateFile, FileMode.Open, FileAccess.ReadWrite))
        {
            file.Write(new byte[100]);
        }

        await bed.OpenAsync(pump: false);

        Assert.Equal([One], await new StateReservationStore(bed.Writer).ListAsync(Cancel));
    }
}
