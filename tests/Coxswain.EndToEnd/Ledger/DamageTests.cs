using System.Text.Json;
using Coxswain.Testing.Engines;

namespace Coxswain.EndToEnd.Ledger;

/// <summary>Damaged files are set aside by name; everything else is kept and the daemon goes on.</summary>
public sealed class DamageTests
{
    [Fact]
    public async Task Damaged_state_file_loses_nothing_that_was_acknowledged()
    {
        await using var engine = await EngineProcess.StartAsync();
        await using var bed = new LedgerBed { StoreSocket = engine.SocketPath };
        await using var proxy = new StoreProxy(bed.Network, engine.SocketPath);
        bed.Cox.Environment["CLICKHOUSE_HOST"] = $"127.0.0.1:{proxy.Port}";
        proxy.Cut();
        await bed.UpAsync();
        bed.StartProducers(3, seed: 55);
        await bed.WaitAsync(TimeSpan.FromSeconds(1));
        await bed.StopProducersAsync();
        Assert.Equal(0, await bed.Cox.DownAsync(TestContext.Current.CancellationToken));

        Overwrite(Path.Combine(bed.DataFolder, "state.db"), 100);
        proxy.Mend();
        await bed.UpAsync();

        Assert.True(await bed.AssertExactAsync() > 0);
        var report = await bed.WaitUntilDrainedAsync();
        var entry = Assert.Single(report.GetProperty("outbox").GetProperty("quarantined").EnumerateArray());
        Assert.Equal("damaged_file", entry.GetProperty("kind").GetString());
        Assert.True(File.Exists(entry.GetProperty("path").GetString()));
        await AssertToldAlikeAsync(bed, "the state file was set aside", entry.GetProperty("path").GetString()!);
    }

    [Fact]
    public async Task Damaged_table_of_the_engine_is_set_aside_and_the_others_are_kept()
    {
        await using var bed = new LedgerBed();
        await FillAsync(bed, 66);
        await File.WriteAllTextAsync(
            Path.Combine(bed.DataFolder, "engine", "metadata", "otel", "otel_traces.sql"), "garbage !!", TestContext.Current.CancellationToken);

        await bed.UpAsync();

        Assert.True(await bed.AssertExactAsync() > 0);
        var report = await bed.WaitUntilDrainedAsync();
        var place = Assert.Single(Texts(report, "engineSetAside"));
        Assert.Contains("otel_traces", place, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(place, "otel_traces.sql")));
        Assert.Equal("0", (await bed.QueryAsync("SELECT count() FROM otel_traces")).Trim());
        await AssertToldAlikeAsync(bed, "table otel_traces", place);

        // A restart forgets nothing; a person who has read it is not told again.
        Assert.Equal(0, await bed.Cox.DownAsync(TestContext.Current.CancellationToken));
        await bed.UpAsync();
        await AssertToldAlikeAsync(bed, "table otel_traces", place);
        var acknowledged = await bed.Cox.RunAsync(TestContext.Current.CancellationToken, "doctor", "--acknowledge");
        Assert.Contains(place, acknowledged.Output, StringComparison.Ordinal);
        Assert.Contains("1 piece of damage acknowledged", acknowledged.Errors, StringComparison.Ordinal);
        Assert.Equal(0, acknowledged.ExitCode);
        Assert.DoesNotContain(place, (await bed.Cox.RunAsync(TestContext.Current.CancellationToken, "doctor")).Output, StringComparison.Ordinal);
        Assert.True(Directory.Exists(place));
    }

    [Fact]
    public async Task Engine_folder_that_does_not_open_is_set_aside_whole_and_new_rows_are_kept()
    {
        await using var bed = new LedgerBed();
        await FillAsync(bed, 77);
        await File.WriteAllTextAsync(
            Path.Combine(bed.DataFolder, "engine", "metadata", "otel.sql"), "garbage !!", TestContext.Current.CancellationToken);

        await bed.UpAsync();
        var report = await bed.WaitUntilDrainedAsync();

        var place = Assert.Single(Texts(report, "engineSetAside"));
        Assert.True(Directory.Exists(Path.Combine(place, "store")));
        Assert.Equal("0", (await bed.QueryAsync("SELECT count() FROM otel_logs")).Trim());
        await AssertToldAlikeAsync(bed, "the engine's whole folder", place);
        var doctor = (await bed.Cox.RunAsync(TestContext.Current.CancellationToken, "doctor")).Output;
        Assert.Contains("What only telemetry told does not come back.", doctor, StringComparison.Ordinal);
        Assert.DoesNotContain("cox import clickhouse", doctor, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Broken_part_is_named_and_the_other_parts_are_kept()
    {
        await using var bed = new LedgerBed();
        await bed.UpAsync();
        await bed.WaitUntilDrainedAsync();
        await bed.QueryAsync("SYSTEM STOP MERGES");
        bed.StartProducers(2, 88);
        await bed.WaitAsync(TimeSpan.FromSeconds(1));
        await bed.StopProducersAsync();
        await bed.WaitUntilDrainedAsync();
        var part = (await bed.QueryAsync("SELECT path FROM system.parts WHERE active AND table = 'otel_logs' ORDER BY name LIMIT 1 FORMAT TSVRaw")).Trim();
        Assert.Equal(0, await bed.Cox.DownAsync(TestContext.Current.CancellationToken));
        await File.WriteAllTextAsync(Path.Combine(part, "checksums.txt"), "garbage", TestContext.Current.CancellationToken);

        await bed.UpAsync();
        var report = await bed.WaitUntilDrainedAsync();

        var named = Assert.Single(Texts(report, "detachedParts"));
        Assert.StartsWith("otel_logs/", named, StringComparison.Ordinal);
        Assert.EndsWith(Path.GetFileName(part.TrimEnd('/')), named, StringComparison.Ordinal);
        Assert.Empty(Texts(report, "engineSetAside"));
        await AssertToldAlikeAsync(bed, "a part of table otel_logs", "detached");
    }

    [Fact]
    public async Task Locked_engine_folder_is_told_with_its_holder_and_opened_once_free()
    {
        await using var bed = new LedgerBed();
        await using (var holder = await EngineProcess.StartAsync(Path.Combine(bed.DataFolder, "engine")))
        {
            await bed.UpAsync();
            bed.StartProducers(2, seed: 99);
            var locked = await bed.WaitForStoreAsync("locked", static report => report.GetProperty("engine").GetString() == "locked");
            Assert.Contains($"process {holder.Id}", locked.GetProperty("engineReason").GetString(), StringComparison.Ordinal);
        }

        await bed.StopProducersAsync();
        Assert.True(await bed.AssertExactAsync() > 0);
        Assert.Equal(0, bed.Refusals);
    }

    // Log, status and doctor are asked by people in different moods; they must hear the same.
    private static async Task AssertToldAlikeAsync(LedgerBed bed, string what, string place)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var status = (await bed.Cox.RunAsync(cancellationToken, "status", "--json")).Json();
        var text = Assert.Single(status.GetProperty("store").GetProperty("damage").EnumerateArray()).GetProperty("text").GetString()!;
        Assert.Contains(what, text, StringComparison.Ordinal);
        Assert.Contains(place, text, StringComparison.Ordinal);
        Assert.Matches("(an unknown number of|[0-9,]+) rows( of [0-9-]+)? (may be|are) missing", text);
        Assert.Matches("[0-9,]+ bytes", text);
        Assert.Contains(text, (await bed.Cox.RunAsync(cancellationToken, "status")).Output, StringComparison.Ordinal);
        var doctor = await bed.Cox.RunAsync(cancellationToken, "doctor");
        Assert.Contains(text, doctor.Output, StringComparison.Ordinal);
        Assert.Equal(1, doctor.ExitCode);
        Assert.Contains(text, bed.Cox.Daemon.Errors, StringComparison.Ordinal);
    }

    private static async Task FillAsync(LedgerBed bed, int seed)
    {
        await bed.UpAsync();
        bed.StartProducers(2, seed);
        await bed.WaitAsync(TimeSpan.FromSeconds(1));
        await bed.StopProducersAsync();
        await bed.WaitUntilDrainedAsync();
        Assert.Equal(0, await bed.Cox.DownAsync(TestContext.Current.CancellationToken));
    }

    private static List<string> Texts(JsonElement report, string name) =>
        [.. report.GetProperty(name).EnumerateArray().Select(static text => text.GetString() ?? "")];

    private static void Overwrite(string path, int length)
    {
        var garbage = new byte[length];
        new Random(5).NextBytes(garbage);
        using var file = new FileStream(path, FileMode.Open, FileAccess.Write);
        file.Write(garbage);
    }
}
