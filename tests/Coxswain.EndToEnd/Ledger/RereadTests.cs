using Coxswain.Testing.Engines;

namespace Coxswain.EndToEnd.Ledger;

/// <summary>What the store lost and transcripts know comes back by itself; meanwhile reports say that rows may be missing.</summary>
public sealed class RereadTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Broken_part_of_a_typed_table_is_filled_from_transcripts()
    {
        await using var bed = new LedgerBed();
        await ImportFirstAsync(bed, stop: false);
        var part = (await bed.QueryAsync("SELECT path FROM system.parts WHERE active AND table = 'api_requests' ORDER BY rows DESC LIMIT 1 FORMAT TSVRaw")).Trim();
        Assert.Equal(0, await bed.Cox.DownAsync(Cancelled));
        await File.WriteAllTextAsync(Path.Combine(part, "checksums.txt"), "garbage", Cancelled);

        await AssertWholeAgainAsync(bed, damage: 1);
    }

    [Fact]
    public async Task Deleted_engine_folder_is_filled_from_transcripts()
    {
        await using var bed = new LedgerBed();
        await ImportFirstAsync(bed);
        Directory.Delete(Path.Combine(bed.DataFolder, "engine"), recursive: true);

        await AssertWholeAgainAsync(bed, damage: 1, comesBack: "What only telemetry told does not come back");
    }

    [Fact]
    public async Task Typed_table_set_aside_is_filled_from_transcripts()
    {
        await using var bed = new LedgerBed();
        await ImportFirstAsync(bed);
        await File.WriteAllTextAsync(Path.Combine(bed.DataFolder, "engine", "metadata", "otel", "api_requests.sql"), "garbage !!", Cancelled);

        await AssertWholeAgainAsync(bed, damage: 1);
    }

    [Fact]
    public async Task Another_server_gets_what_transcripts_know()
    {
        await using var engine = await EngineProcess.StartAsync();
        await using var bed = new LedgerBed();
        await using var proxy = new StoreProxy(bed.Network, engine.SocketPath);
        await ImportFirstAsync(bed);
        bed.Cox.Environment["CLICKHOUSE_HOST"] = $"127.0.0.1:{proxy.Port}";

        await AssertWholeAgainAsync(bed, damage: 0);
    }

    /// <summary>What is left out is told by the import, the report and doctor, and comes back when more is kept.</summary>
    [Fact]
    public async Task Requests_older_than_the_store_keeps_are_told_and_come_back_when_it_keeps_more()
    {
        await using var bed = new LedgerBed();
        await LedgerTranscripts.WriteAsync(bed.Cox.Home, DateTimeOffset.UtcNow.AddDays(-20), Cancelled);
        bed.Cox.Environment["COX_STORE_RETENTION_DAYS"] = "10";
        bed.Cox.Environment["COX_TRANSCRIPTS_FOLLOW"] = "false";
        await bed.UpAsync();
        var import = await bed.Cox.RunAsync(Cancelled, "import");
        Assert.Contains("100 requests are older than the store keeps (store.retentionDays) and not in it.", import.Output, StringComparison.Ordinal);
        await bed.QueryAsync("OPTIMIZE TABLE api_requests FINAL");
        var doctor = (await bed.Cox.RunAsync(Cancelled, "doctor", "--json")).Json().GetProperty("checks").EnumerateArray().Single(check => check.GetProperty("name").GetString() == "age");
        Assert.Equal("note", doctor.GetProperty("status").GetString());
        Assert.StartsWith("100 requests in transcripts, $0.033,", doctor.GetProperty("summary").GetString(), StringComparison.Ordinal);
        var usage = (await bed.Cox.RunAsync(Cancelled, "usage", "--since", "30d", "--json")).Json();
        Assert.Equal("no_data", usage.GetProperty("state").GetString());
        Assert.StartsWith("Requests older than 10 days", usage.GetProperty("retentionNote").GetString(), StringComparison.Ordinal);
        Assert.Contains("Requests older than 10 days", (await bed.Cox.RunAsync(Cancelled, "usage", "--since", "30d")).Output, StringComparison.Ordinal);
        foreach (var _ in new[] { 1, 2 })
        {
            await LedgerTranscripts.AppendUnknownLineAsync(bed.Cox.Home, Cancelled);
            await ImportAsync(bed);
        }

        Assert.Equal(0, await bed.Cox.DownAsync(Cancelled));

        bed.Cox.Environment["COX_STORE_RETENTION_DAYS"] = "400";
        await bed.UpAsync();
        await ImportAsync(bed);
        await bed.WaitUntilDrainedAsync();
        Assert.Equal((LedgerTranscripts.Requests, 0), await UsageAsync(bed));
        Assert.DoesNotContain("Requests older than", (await bed.Cox.RunAsync(Cancelled, "usage", "--since", "30d")).Output, StringComparison.Ordinal);
        // Read a second time, in one piece instead of three, and still two.
        Assert.Contains("0 damaged lines and 2 of types without a place were skipped", (await bed.Cox.RunAsync(Cancelled, "doctor", "--json")).Output, StringComparison.Ordinal);
    }

    private static async Task ImportFirstAsync(LedgerBed bed, bool stop = true)
    {
        await LedgerTranscripts.WriteAsync(bed.Cox.Home, DateTimeOffset.UtcNow.AddDays(-2), Cancelled);
        await bed.UpAsync();
        await ImportAsync(bed);
        Assert.Equal((LedgerTranscripts.Requests, 0), await UsageAsync(bed));
        if (stop)
        {
            Assert.Equal(0, await bed.Cox.DownAsync(Cancelled));
        }
    }

    private static async Task AssertWholeAgainAsync(LedgerBed bed, int damage, string comesBack = "What only telemetry told comes back with cox import clickhouse")
    {
        await bed.UpAsync();
        // A table is set aside after two starts in vain, which takes longer on a busy machine than an import waits.
        await bed.WaitUntilDrainedAsync();
        await ImportAsync(bed);
        Assert.Equal((LedgerTranscripts.Requests, damage), await UsageAsync(bed));
        Assert.Contains("Transcripts are read again from their start", bed.Cox.Daemon.Errors, StringComparison.Ordinal);
        foreach (var command in new[] { new[] { "usage" }, ["sessions", "list"] })
        {
            var said = (await bed.Cox.RunAsync(Cancelled, command)).Errors;
            Assert.Equal(damage > 0, said.Contains("Rows may be missing", StringComparison.Ordinal));
        }

        var told = (await bed.Cox.RunAsync(Cancelled, "doctor")).Output;
        Assert.Equal(damage > 0, told.Contains(comesBack, StringComparison.Ordinal));

        // Once for each loss: the next start reads nothing again.
        Assert.Equal(0, await bed.Cox.DownAsync(Cancelled));
        await bed.UpAsync();
        await ImportAsync(bed);
        Assert.DoesNotContain("Transcripts are read again from their start", bed.Cox.Daemon.Errors, StringComparison.Ordinal);
        Assert.Equal((LedgerTranscripts.Requests, damage), await UsageAsync(bed));
    }

    private static async Task ImportAsync(LedgerBed bed)
    {
        var import = await bed.Cox.RunAsync(Cancelled, "import");
        Assert.True(import.ExitCode == 0, import.Errors);
    }

    private static async Task<(int Requests, int Damage)> UsageAsync(LedgerBed bed)
    {
        var report = (await bed.Cox.RunAsync(Cancelled, "usage", "--json")).Json();
        Assert.Equal("store", report.GetProperty("origin").GetString());
        return (report.GetProperty("totals").GetProperty("requests").GetInt32(), report.GetProperty("damage").GetInt32());
    }
}
