using Coxswain.Core.Telemetry;
using Coxswain.Storage;
using Coxswain.Testing.Processes;

namespace Coxswain.Tests.Storage.Sqlite;

/// <summary>On a real file system of limited size.</summary>
public sealed class FullDiskTests
{
    [Fact]
    public Task Full_disk_refuses_and_drains_without_one_more_byte_of_space() => Fill_and_drain(reserveBytes: 0);

    [Fact]
    public Task Reserve_is_left_to_others() => Fill_and_drain(reserveBytes: 8 << 20);

    [Fact]
    public async Task Disk_filled_by_others_refuses_and_recovers_once_they_make_room()
    {
        using var disk = SmallDisk.TryMount(32);
        Assert.SkipWhen(disk is null, "A file system of limited size needs root and mount.");
        await using var bed = new OutboxBed(Path.Combine(disk!.Path, "data"));
        await bed.OpenAsync();
        var block = OutboxBed.Rows("a.1", new string('x', 3_000_000));
        Assert.Equal(WriteOutcome.Durable, await bed.AppendAsync(block));
        await bed.FlushAsync();
        var ballast = Path.Combine(disk.Path, "ballast");
        await using (var file = File.Create(ballast))
        {
            Assert.Throws<IOException>(() => file.Write(new byte[64 << 20]));
        }

        Assert.Equal(WriteOutcome.Full, await bed.AppendAsync(block));
        Assert.True(bed.Outbox.ReadStatus().IsFull);
        File.Delete(ballast);
        Assert.Equal(WriteOutcome.Durable, await bed.AppendAsync(block));
        await bed.FlushAsync();
        Assert.Equal(2, bed.Store.Rows("a.1").Count);
        Assert.False(bed.Outbox.ReadStatus().IsFull);
    }

    private static async Task Fill_and_drain(long reserveBytes)
    {
        using var disk = SmallDisk.TryMount(32);
        Assert.SkipWhen(disk is null, "A file system of limited size needs root and mount.");
        await using var bed = new OutboxBed(Path.Combine(disk!.Path, "data"));
        bed.Options.FreeDiskReserveBytes = reserveBytes;
        bed.Store.Before = static (_, _) => throw new StoreUnavailableException("away");
        await bed.OpenAsync();
        var accepted = 0;
        for (var outcome = WriteOutcome.Durable; outcome == WriteOutcome.Durable;)
        {
            outcome = await bed.AppendAsync(OutboxBed.Rows("a.1", $"row {accepted} {new string('x', 200_000)}"));
            accepted += outcome == WriteOutcome.Durable ? 1 : 0;
            Assert.True(outcome is WriteOutcome.Durable or WriteOutcome.Full, outcome.ToString());
        }

        Assert.True(accepted > 20, $"{accepted} accepted");
        Assert.True(bed.Outbox.ReadStatus().IsFull);
        Assert.True(new DriveInfo(disk.Path).AvailableFreeSpace >= reserveBytes * 9 / 10);
        bed.Store.Before = null;
        bed.Outbox.RetryNow();
        await bed.FlushAsync();

        Assert.Equal(WriteOutcome.Durable, await bed.AppendAsync(OutboxBed.Rows("a.1", "after")));
        await bed.FlushAsync();
        Assert.Equal(accepted + 1, bed.Store.Rows("a.1").Count);
        Assert.Equal(accepted + 1, bed.Store.Rows("a.1").Distinct().Count());
    }
}
