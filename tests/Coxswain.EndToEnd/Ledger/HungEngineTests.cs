using System.Diagnostics;
using System.Globalization;

namespace Coxswain.EndToEnd.Ledger;

/// <summary>An engine that lives and holds its socket open but answers nothing, as a stopped process does.</summary>
public sealed class HungEngineTests
{
    private static readonly Dictionary<string, string> Impatient = new()
    {
        ["COX_ENGINE_HEALTH_INTERVAL"] = "00:00:00.500",
        ["COX_ENGINE_HEALTH_TIMEOUT"] = "00:00:03",
    };

    [Fact]
    public async Task Hung_engine_is_ended_and_started_again_and_no_row_is_lost_or_doubled()
    {
        await using var bed = new LedgerBed(Impatient);
        await bed.UpAsync();
        bed.StartProducers(2, seed: 33);
        var report = await bed.WaitForStoreAsync("the engine takes rows", static report =>
            LedgerBed.EnginePid(report) is not null && report.GetProperty("outbox").GetProperty("insertedRows").GetInt64() > 0);
        var hung = LedgerBed.EnginePid(report) ?? 0;

        using (var stop = Process.Start("kill", ["-STOP", hung.ToString(CultureInfo.InvariantCulture)]))
        {
            await stop.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        var told = await bed.WaitForStoreAsync("the engine is known not to answer", report => LedgerBed.EnginePid(report) != hung);
        await bed.WaitForStoreAsync("another engine runs", report => LedgerBed.EnginePid(report) is { } pid && pid != hung);
        await bed.StopProducersAsync();

        Assert.True(await bed.AssertExactAsync() > 0);
        Assert.Equal(1, (await bed.WaitUntilDrainedAsync()).GetProperty("engineRestarts").GetInt32());
        Assert.Contains("did not answer", told.GetProperty("engineReason").GetString() ?? bed.Cox.Daemon.Errors, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Process.GetProcessById(hung));
    }
}
