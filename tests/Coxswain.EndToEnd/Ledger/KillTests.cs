using System.Diagnostics;

namespace Coxswain.EndToEnd.Ledger;

/// <summary>The ledger under <c>kill -9</c>: acknowledged ⊆ stored ⊆ sent, nothing twice. A hundred kills each with <c>./test --full</c>.</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private static readonly int Kills = LedgerBed.IsFull ? 100 : 4;

    [Fact]
    public async Task Killing_the_daemon_under_load_loses_and_doubles_nothing()
    {
        await using var bed = new LedgerBed();
        await bed.UpAsync();
        bed.StartProducers(4, seed: 11);
        var random = new Random(1);

        for (var kill = 0; kill < Kills; kill++)
        {
            await bed.WaitAsync(TimeSpan.FromMilliseconds(random.Next(50, 2500)));
            await bed.KillDaemonAsync();
            await bed.UpAsync();
        }

        await bed.StopProducersAsync();
        output.WriteLine($"{Kills} kills of the daemon, {await bed.AssertExactAsync()} records stored once each");
    }

    [Fact]
    public async Task Killing_the_engine_under_load_loses_and_doubles_nothing()
    {
        await using var bed = new LedgerBed();
        await bed.UpAsync();
        bed.StartProducers(4, seed: 22);
        var random = new Random(2);

        int? killed = null;
        for (var kill = 0; kill < Kills; kill++)
        {
            await bed.WaitAsync(TimeSpan.FromMilliseconds(random.Next(0, 1500)));
            // Right after a kill the daemon may still name the dead engine.
            var report = await bed.WaitForStoreAsync("a new engine runs", report => LedgerBed.EnginePid(report) is { } pid && pid != killed);
            killed = LedgerBed.EnginePid(report);
            using var engine = Process.GetProcessById(killed ?? 0);
            engine.Kill();
        }

        await bed.StopProducersAsync();
        var stored = await bed.AssertExactAsync();
        var end = await bed.WaitUntilDrainedAsync();
        Assert.True(end.GetProperty("engineRestarts").GetInt32() >= Kills / 2, end.ToString());
        Assert.Equal(0, bed.Refusals);
        Assert.False(bed.Cox.Daemon.HasExited);
        output.WriteLine($"{Kills} kills of the engine, {stored} records stored once each");
    }
}
