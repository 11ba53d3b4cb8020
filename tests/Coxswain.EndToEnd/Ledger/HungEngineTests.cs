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

        await SignalAsync(hung, "-STOP");

        var told = await bed.WaitForStoreAsync("the engine is known not to answer", report => LedgerBed.EnginePid(report) != hung);
        await bed.WaitForStoreAsync("another engine runs", report => LedgerBed.EnginePid(report) is { } pid && pid != hung);
        await bed.StopProducersAsync();

        Assert.True(await bed.AssertExactAsync() > 0);
        Assert.Equal(1, (await bed.WaitUntilDrainedAsync()).GetProperty("engineRestarts").GetInt32());
        Assert.Contains("did not answer", told.GetProperty("engineReason").GetString() ?? bed.Cox.Daemon.Errors, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Process.GetProcessById(hung));
    }

    [Fact]
    public async Task Status_waits_for_a_silent_engine_only_so_long_and_tells_the_rest()
    {
        await using var bed = new LedgerBed(new Dictionary<string, string> { ["COX_ENGINE_HEALTH_INTERVAL"] = "00:05:00" });
        await bed.UpAsync();
        var hung = LedgerBed.EnginePid(await bed.WaitForStoreAsync("the engine takes rows", static report => LedgerBed.EnginePid(report) is not null && report.GetProperty("problem").GetString() is null)) ?? 0;
        await SignalAsync(hung, "-STOP");
        try
        {
            var status = await bed.Cox.RunAsync(TestContext.Current.CancellationToken, "status", "--json");

            Assert.Equal(0, status.ExitCode);
            Assert.StartsWith("The store did not answer within 4 s.", status.Json().GetProperty("contentsProblem").GetString(), StringComparison.Ordinal);
            Assert.Equal("running", status.Json().GetProperty("store").GetProperty("engine").GetString());
        }
        finally
        {
            await SignalAsync(hung, "-CONT");
        }
    }

    private static async Task SignalAsync(int pid, string signal)
    {
        using var kill = Process.Start("kill", [signal, pid.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }
}
