using static Coxswain.EndToEnd.Ledger.DamagedBed;

namespace Coxswain.EndToEnd.Ledger;

/// <summary>Tables, or the whole store, that the engine no longer knows: told as damage, what is left of their rows named and kept.</summary>
public sealed class LostStoreTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Emptied_metadata_are_told_with_the_folders_that_are_left()
    {
        await using var bed = new LedgerBed();
        await FillAsync(bed, seed: 15);
        var left = await LargestPartAsync(bed, "otel_logs");
        Assert.Equal(0, await bed.Cox.DownAsync(Cancelled));
        Empty(Path.Combine(bed.DataFolder, "engine", "metadata"));

        await bed.UpAsync();
        await ImportAsync(bed);

        var told = Assert.Single(await AssertToldAsync(bed));
        Assert.Contains("the engine's store is gone and a new, empty one was made, an unknown number of rows may be missing", told, StringComparison.Ordinal);
        Assert.Matches("Telemetry received before [0-9: -]{19} UTC is missing", told);
        Assert.Contains(Path.GetFileName(Path.GetDirectoryName(left.Path.TrimEnd('/'))!) + " (otel_logs)", told, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(left.Path, "count.txt")));
        await AssertWholeAgainAsync(bed);
    }

    [Fact]
    public async Task Definition_of_one_table_that_is_gone_costs_that_table_alone()
    {
        await using var bed = new LedgerBed();
        await FillAsync(bed, seed: 16);
        var left = await LargestPartAsync(bed, "otel_logs");
        Assert.Equal(0, await bed.Cox.DownAsync(Cancelled));
        foreach (var lost in new[] { "otel_logs.sql", "requests.sql", "api_requests_mv.sql" })
        {
            File.Delete(Path.Combine(bed.DataFolder, "engine", "metadata", "otel", lost));
        }

        await bed.UpAsync();
        await bed.WaitUntilDrainedAsync();

        var told = Assert.Single(await AssertToldAsync(bed));
        Assert.Contains("table otel_logs is gone and was made anew, empty, an unknown number of rows may be missing. Kept (", told, StringComparison.Ordinal);
        Assert.Contains(Path.GetDirectoryName(left.Path.TrimEnd('/'))!, told, StringComparison.Ordinal);
        Assert.Contains("The engine lost the definitions of these, which hold no rows; they are made again: api_requests_mv, requests", bed.Cox.Daemon.Errors, StringComparison.Ordinal);
        Assert.True(Directory.Exists(left.Path));
        await AssertEverythingAnswersAsync(bed);
        Assert.Equal(LedgerTranscripts.Requests, await RequestsAsync(bed));
        await AssertAcknowledgedAsync(bed);
    }

    [Fact]
    public async Task Folder_of_one_table_deleted_while_no_daemon_runs_is_told_and_filled_again()
    {
        await using var bed = new LedgerBed();
        await FillAsync(bed, seed: 19);
        var requests = Path.GetDirectoryName((await LargestPartAsync(bed, "api_requests")).Path.TrimEnd('/'))!;
        var prices = Path.GetDirectoryName((await LargestPartAsync(bed, "price_list")).Path.TrimEnd('/'))!;
        Assert.Equal(0, await bed.Cox.DownAsync(Cancelled));
        Directory.Delete(requests, recursive: true);
        Directory.Delete(prices, recursive: true);

        await bed.UpAsync();
        await ImportAsync(bed);

        var told = await AssertToldAsync(bed);
        var lost = Assert.Single(told, static text => text.Contains("table api_requests lost all it held, an unknown number of rows may be missing. Reason: Its folder ", StringComparison.Ordinal));
        Assert.Contains(requests, lost, StringComparison.Ordinal);
        Assert.Contains("Transcripts are read again", lost, StringComparison.Ordinal);
        Assert.Contains(told, static text => text.Contains("table price_list lost all it held, 0 rows are missing", StringComparison.Ordinal));
        Assert.Equal(2, told.Length);
        await AssertEverythingAnswersAsync(bed);
        Assert.Equal(LedgerTranscripts.Requests, await RequestsAsync(bed));
        await RestartAsync(bed);
        Assert.Equal(told.Order(StringComparer.Ordinal), (await AssertToldAsync(bed)).Order(StringComparer.Ordinal));
        await AssertAcknowledgedAsync(bed);
    }

    [Fact]
    public async Task Engine_folder_deleted_beneath_the_running_engine_is_noticed()
    {
        await using var bed = new LedgerBed(Watchful);
        await FillAsync(bed, seed: 17);
        // Moved, which is deleted to whoever looks: a deletion races with the engine's own writing.
        Directory.Move(Path.Combine(bed.DataFolder, "engine"), Path.Combine(bed.Cox.Home, "elsewhere"));

        await bed.WaitForStoreAsync("another engine runs", static report => report.GetProperty("engineRestarts").GetInt32() == 1 && report.GetProperty("problem").ValueKind == System.Text.Json.JsonValueKind.Null);
        await ImportAsync(bed);

        Assert.Contains("was deleted or emptied while the engine ran", bed.Cox.Daemon.Errors, StringComparison.Ordinal);
        Assert.Contains("the engine's store is gone", Assert.Single(await AssertToldAsync(bed)), StringComparison.Ordinal);
        await AssertWholeAgainAsync(bed);
    }

    [Fact]
    public async Task Data_folder_that_was_deleted_whole_is_a_fresh_start_and_no_damage()
    {
        await using var bed = new LedgerBed();
        await FillAsync(bed, seed: 18);
        Assert.Equal(0, await bed.Cox.DownAsync(Cancelled));
        Directory.Delete(bed.DataFolder, recursive: true);

        await bed.UpAsync();
        await ImportAsync(bed);

        Assert.Equal(0, (await bed.Cox.RunAsync(Cancelled, "doctor")).ExitCode);
        await AssertEverythingAnswersAsync(bed, isDamaged: false);
        Assert.Equal(LedgerTranscripts.Requests, await RequestsAsync(bed));
    }

    private static async Task AssertWholeAgainAsync(LedgerBed bed)
    {
        await AssertEverythingAnswersAsync(bed);
        Assert.Equal(LedgerTranscripts.Requests, await RequestsAsync(bed));
        await RestartAsync(bed);
        Assert.Single(await AssertToldAsync(bed));
        await AssertAcknowledgedAsync(bed);
    }

    // The link to a database's folder goes; the folder behind it stays.
    private static void Empty(string folder)
    {
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
        {
            entry.Delete();
        }
    }
}
