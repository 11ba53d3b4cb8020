using Coxswain.Testing.Engines;
using Coxswain.Testing.Processes;

namespace Coxswain.EndToEnd.Ledger;

/// <summary>The store cannot be reached, or the disk under the outbox is full.</summary>
public sealed class StoreAwayTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Store_that_cannot_be_reached_under_load_gets_everything_once_afterwards()
    {
        await using var engine = await EngineProcess.StartAsync();
        await using var bed = new LedgerBed { StoreSocket = engine.SocketPath };
        await using var proxy = new StoreProxy(bed.Network, engine.SocketPath);
        Serve(bed, proxy);
        await bed.UpAsync();
        await bed.WaitUntilDrainedAsync();
        bed.StartProducers(4, seed: 33);
        var random = new Random(3);

        for (var cut = 0; cut < (LedgerBed.IsFull ? 20 : 4); cut++)
        {
            await bed.WaitAsync(TimeSpan.FromMilliseconds(random.Next(100, 1500)));
            proxy.Cut();
            await bed.WaitAsync(TimeSpan.FromMilliseconds(random.Next(10, 600)));
            proxy.Mend();
        }

        proxy.Cut();
        await bed.WaitAsync(LedgerBed.IsFull ? TimeSpan.FromMinutes(1) : TimeSpan.FromSeconds(3));
        var away = await bed.WaitForStoreAsync("rows wait", static report =>
            report.GetProperty("outbox").GetProperty("pendingRows").GetInt64() > 0
            && report.GetProperty("outbox").GetProperty("storeProblem").GetString() is not null);
        Assert.Equal(0, bed.Refusals);
        proxy.Mend();
        await bed.StopProducersAsync();
        output.WriteLine($"{await bed.AssertExactAsync()} records stored once each; while away: {away}");
    }

    [Fact]
    public async Task Full_disk_refuses_with_503_loses_nothing_and_recovers_without_a_restart()
    {
        using var disk = SmallDisk.TryMount(24);
        Assert.SkipWhen(disk is null, "A file system of limited size needs root and mount.");
        await using var engine = await EngineProcess.StartAsync();
        await using var bed = new LedgerBed(home: Path.Combine(disk!.Path, "home")) { StoreSocket = engine.SocketPath };
        await using var proxy = new StoreProxy(bed.Network, engine.SocketPath);
        Serve(bed, proxy);
        bed.Cox.Environment["COX_OUTBOX_FREE_DISK_RESERVE_BYTES"] = "0";
        await bed.UpAsync();
        await bed.WaitUntilDrainedAsync();
        proxy.Cut();
        bed.StartProducers(8, seed: 44, fillerBytes: 6000);
        await bed.WaitForStoreAsync("disk full", _ => bed.Refusals > 20);
        var full = await bed.WaitForStoreAsync("status says so", static report => report.GetProperty("outbox").GetProperty("isFull").GetBoolean());

        disk.Resize(96);
        var refusals = bed.Refusals;
        await bed.WaitForStoreAsync("accepting again", static report => !report.GetProperty("outbox").GetProperty("isFull").GetBoolean());
        await bed.StopProducersAsync();
        proxy.Mend();
        output.WriteLine($"{refusals} refusals, {await bed.AssertExactAsync()} records stored once each; when full: {full}");
        Assert.False(bed.Cox.Daemon.HasExited);
    }

    private static void Serve(LedgerBed bed, StoreProxy proxy)
    {
        bed.Cox.Environment["CLICKHOUSE_HOST"] = $"127.0.0.1:{proxy.Port}";
        bed.Cox.Environment["COX_STORE_RETRIES"] = "0";
    }
}
