using System.Text.Json;
using Coxswain.Testing.Engines;
using static Coxswain.EndToEnd.Ledger.DamagedBed;

namespace Coxswain.EndToEnd.Ledger;

/// <summary>Damaged files inside parts: what can be read is answered, the part is kept by name, the loss is told, and transcripts bring back what they know.</summary>
public sealed class BitRotTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("flip", true)]
    [InlineData("truncate", true)]
    [InlineData("delete", true)]
    [InlineData("flip", false)]
    [InlineData("delete", false)]
    public async Task Damaged_column_is_set_aside_and_everything_else_answers(string how, bool isUp)
    {
        await using var bed = new LedgerBed();
        await FillAsync(bed, seed: 5);
        var logs = await LargestPartAsync(bed, "otel_logs");
        var requests = await LargestPartAsync(bed, "api_requests");
        var stored = long.Parse(await bed.QueryAsync("SELECT count() FROM otel_logs"), System.Globalization.CultureInfo.InvariantCulture);
        if (!isUp)
        {
            Assert.Equal(0, await bed.Cox.DownAsync(Cancelled));
        }

        FileDamage.Do(FileDamage.LargestOf(logs.Path), how);
        FileDamage.Do(FileDamage.LargestOf(requests.Path), how);
        if (!isUp)
        {
            await bed.UpAsync();
        }

        // The first question over the damage is answered already. It needs every byte: what is constant, such as ignore(*), reads nothing.
        Assert.Equal((stored - logs.Rows).ToString(System.Globalization.CultureInfo.InvariantCulture), (await SqlAsync(bed, "SELECT countIf(cityHash64(*) != 0) FROM otel_logs")).Trim());
        Assert.Equal("0", (await SqlAsync(bed, "SELECT countIf(cityHash64(*) = 0) FROM api_requests")).Trim());
        var told = await AssertToldAsync(bed);
        Assert.Equal(2, told.Length);
        AssertKept(told, "otel_logs", logs.Path, logs.Name, logs.Rows);
        AssertKept(told, "api_requests", requests.Path, requests.Name, requests.Rows);

        await ImportAsync(bed);
        await AssertEverythingAnswersAsync(bed);
        Assert.Equal(LedgerTranscripts.Requests, await RequestsAsync(bed));
        Assert.Contains("Transcripts are read again from their start: rows of the store were lost", bed.Cox.Daemon.Errors, StringComparison.Ordinal);

        await RestartAsync(bed);
        Assert.Equal(told.Order(StringComparer.Ordinal), (await AssertToldAsync(bed)).Order(StringComparer.Ordinal));
        Assert.DoesNotContain("Transcripts are read again from their start", bed.Cox.Daemon.Errors, StringComparison.Ordinal);
        await AssertAcknowledgedAsync(bed);
    }

    [Fact]
    public async Task Damage_that_only_merges_meet_is_found_without_any_question()
    {
        await using var bed = new LedgerBed(Watchful);
        await FillAsync(bed, seed: 6);
        var part = await LargestPartAsync(bed, "otel_logs");
        FileDamage.Do(FileDamage.LargestOf(part.Path), "flip");

        await bed.QueryAsync("SYSTEM START MERGES");
        await Assert.ThrowsAsync<HttpRequestException>(() => bed.QueryAsync("OPTIMIZE TABLE otel_logs FINAL"));

        await bed.WaitForStoreAsync("the part is set aside", report => report.GetProperty("detachedParts").EnumerateArray().Any(named => named.GetString() == "otel_logs/" + part.Name));
        AssertKept(await AssertToldAsync(bed), "otel_logs", part.Path, part.Name, part.Rows);
        await bed.QueryAsync("OPTIMIZE TABLE otel_logs FINAL");
    }

    [Fact]
    public async Task Damage_that_nothing_reads_is_found_by_a_check_of_the_tables()
    {
        await using var bed = new LedgerBed();
        await FillAsync(bed, seed: 9);
        var part = await LargestPartAsync(bed, "otel_logs");
        FileDamage.Do(FileDamage.LargestOf(part.Path), "flip");
        var stored = await bed.QueryAsync("SELECT count(), sum(bytes_on_disk) FROM system.parts WHERE active AND database = 'otel'");

        var (exitCode, tables, damage) = await CheckTablesAsync(bed);

        Assert.Equal((1, "failed", "failed"), (exitCode, tables.GetProperty("status").GetString(), damage.GetProperty("status").GetString()));
        Assert.Contains($"{stored.Split('\t')[0]} parts of ", tables.GetProperty("summary").GetString(), StringComparison.Ordinal);
        Assert.Contains("1 part is damaged and set aside, see damage", tables.GetProperty("summary").GetString(), StringComparison.Ordinal);
        AssertKept(await AssertToldAsync(bed), "otel_logs", part.Path, part.Name, part.Rows);
        await AssertAcknowledgedAsync(bed);
        (exitCode, tables, _) = await CheckTablesAsync(bed);
        Assert.Equal((0, "ok"), (exitCode, tables.GetProperty("status").GetString()));
        Assert.Contains("none is damaged", tables.GetProperty("summary").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Damaged_prices_and_notes_of_our_own_are_written_again_before_the_answer()
    {
        await using var bed = new LedgerBed();
        await FillAsync(bed, seed: 7);
        var before = await FiguresAsync(bed);
        foreach (var table in new[] { "price_list", "coxswain_store", "coxswain_migrations" })
        {
            FileDamage.Do(FileDamage.LargestOf((await LargestPartAsync(bed, table)).Path), "flip");
        }

        Assert.Equal(before, await FiguresAsync(bed));
        await RestartAsync(bed);
        Assert.Equal(before, await FiguresAsync(bed));
        Assert.All(await AssertToldAsync(bed), static text => Assert.Contains("0 rows are missing", text, StringComparison.Ordinal));
        await AssertEverythingAnswersAsync(bed);
    }

    [Fact]
    public async Task Damage_on_a_server_is_told_in_its_words_and_left_alone()
    {
        await using var engine = await EngineProcess.StartAsync();
        await using var bed = new LedgerBed { StoreSocket = engine.SocketPath };
        await using var proxy = new StoreProxy(bed.Network, engine.SocketPath);
        bed.Cox.Environment["CLICKHOUSE_HOST"] = $"127.0.0.1:{proxy.Port}";
        await FillAsync(bed, seed: 8);
        var part = await LargestPartAsync(bed, "api_requests");
        FileDamage.Do(FileDamage.LargestOf(part.Path), "delete");

        var usage = await bed.Cox.RunAsync(Cancelled, "usage", "--json");
        Assert.Equal(1, usage.ExitCode);
        Assert.Contains("ClickHouse error 107", usage.Errors, StringComparison.Ordinal);
        var told = Assert.Single(await AssertToldAsync(bed));
        Assert.Contains($"part {part.Name} of the store at http://127.0.0.1:{proxy.Port} cannot be read, an unknown number of rows may be missing. Reason: Code: 107.", told, StringComparison.Ordinal);
        Assert.Contains("Coxswain changes nothing on a server", told, StringComparison.Ordinal);
        Assert.Equal("1\t0", (await bed.QueryAsync($"SELECT countIf(active), (SELECT count() FROM system.detached_parts) FROM system.parts WHERE table = 'api_requests' AND name = '{part.Name}'")).Trim());
        Assert.Equal(0, (await bed.Cox.RunAsync(Cancelled, "sql", "SELECT count(), max(length(Body)) FROM otel_logs")).ExitCode);

        var check = await bed.Cox.RunAsync(Cancelled, "doctor", "--check-tables");
        Assert.Equal(1, check.ExitCode);
        Assert.Contains("Only the embedded engine's tables are checked", check.Errors, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, JsonElement Tables, JsonElement Damage)> CheckTablesAsync(LedgerBed bed)
    {
        var doctor = await bed.Cox.RunAsync(Cancelled, "doctor", "--check-tables", "--json");
        var checks = JsonDocument.Parse(doctor.Output).RootElement.GetProperty("checks").EnumerateArray().ToDictionary(static check => $"{check.GetProperty("group")} {check.GetProperty("name")}");
        return (doctor.ExitCode, checks["store tables"], checks["store damage"]);
    }

    private static void AssertKept(string[] told, string table, string path, string part, long rows)
    {
        var kept = Path.Combine(Path.GetDirectoryName(path.TrimEnd('/'))!, "detached");
        var text = Assert.Single(told, text => text.Contains($"a part of table {table} was set aside, ", StringComparison.Ordinal));
        Assert.Contains(kept, text, StringComparison.Ordinal);
        Assert.Contains(part, text, StringComparison.Ordinal);
        Assert.Matches($"{rows:N0} rows?( of [0-9-]+)? may be missing", text);
        Assert.Single(Directory.GetDirectories(kept), folder => folder.EndsWith(part, StringComparison.Ordinal));
    }

    private static async Task<string> SqlAsync(LedgerBed bed, string sql)
    {
        var answer = await bed.Cox.RunAsync(Cancelled, "sql", "--format", "TSV", sql);
        Assert.True(answer.ExitCode == 0, answer.Errors);
        return answer.Output;
    }

    // Without the line that tells ages.
    private static async Task<string> FiguresAsync(LedgerBed bed)
    {
        var answer = await bed.Cox.RunAsync(Cancelled, "usage");
        Assert.True(answer.ExitCode == 0, answer.Errors);
        // A damaged note of the store's identity has transcripts read again: rows under way change no figure.
        return string.Join('\n', answer.Output.Split('\n').Skip(2).Where(static line => !line.EndsWith("not in the store yet.", StringComparison.Ordinal)));
    }
}
