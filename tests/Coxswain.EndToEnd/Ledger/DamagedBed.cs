using System.Text.Json;

namespace Coxswain.EndToEnd.Ledger;

/// <summary>A daemon with telemetry and imported transcripts, and what a user asks it.</summary>
internal static class DamagedBed
{
    /// <summary>A daemon that looks at its engine twice a second.</summary>
    public static readonly Dictionary<string, string> Watchful = new() { ["COX_ENGINE_HEALTH_INTERVAL"] = "00:00:00.500" };

    private static readonly string[] Reports = ["daily", "weekly", "monthly", "session", "blocks", "model", "project", "branch", "agent"];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>Merges stand still, so that the parts found are those that were damaged.</summary>
    public static async Task FillAsync(LedgerBed bed, int seed)
    {
        await LedgerTranscripts.WriteAsync(bed.Cox.Home, DateTimeOffset.UtcNow.AddDays(-2), Cancelled);
        await bed.UpAsync();
        await bed.WaitUntilDrainedAsync();
        await bed.QueryAsync("SYSTEM STOP MERGES");
        bed.StartProducers(2, seed);
        await bed.WaitForStoreAsync("several parts", static report => report.GetProperty("outbox").GetProperty("insertedRows").GetInt64() > 200);
        await bed.StopProducersAsync();
        await ImportAsync(bed);
        await bed.WaitUntilDrainedAsync();
    }

    public static async Task ImportAsync(LedgerBed bed)
    {
        var import = await bed.Cox.RunAsync(Cancelled, "import");
        Assert.True(import.ExitCode == 0, import.Errors);
    }

    /// <summary>Folder, name and rows of a table's largest part.</summary>
    public static async Task<(string Path, string Name, long Rows)> LargestPartAsync(LedgerBed bed, string table)
    {
        var cells = (await bed.QueryAsync($"SELECT path, name, rows FROM system.parts WHERE active AND database = 'otel' AND table = '{table}' ORDER BY rows DESC, name LIMIT 1 FORMAT TSVRaw")).Trim().Split('\t');
        return (cells[0], cells[1], long.Parse(cells[2], System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>Every usage report, sessions, SQL over raw and typed rows, and status answer; none with words of ClickHouse.</summary>
    public static async Task AssertEverythingAnswersAsync(LedgerBed bed, bool isDamaged = true)
    {
        foreach (var report in Reports)
        {
            var answer = await bed.Cox.RunAsync(Cancelled, "usage", report);
            Assert.True(answer.ExitCode == 0, $"{report}: {answer.Errors}");
            Assert.Equal(isDamaged, answer.Errors.Contains("Rows may be missing", StringComparison.Ordinal));
        }

        foreach (var command in new[] { new[] { "sessions", "list" }, ["sessions", "show", "5ec4e700-0000-4000-8000-000000000000"], ["sql", "SELECT count(), max(length(Body)), max(LogAttributes) FROM otel_logs"], ["sql", "SELECT count(), max(cost_usd) FROM requests"] })
        {
            var answer = await bed.Cox.RunAsync(Cancelled, command);
            Assert.True(answer.ExitCode == 0, $"{string.Join(' ', command)}: {answer.Errors}");
            Assert.Equal(isDamaged, answer.Errors.Contains("Rows may be missing", StringComparison.Ordinal));
        }

        var sql = (await bed.Cox.RunAsync(Cancelled, "sql", "--json", "SELECT count() AS n FROM requests")).Json();
        Assert.Equal(isDamaged, sql.GetProperty("damage").GetInt32() > 0);
        Assert.Equal(isDamaged ? JsonValueKind.String : JsonValueKind.Null, sql.GetProperty("damageNote").ValueKind);
        Assert.Equal(1, sql.GetProperty("rows").GetInt32());

        var status = (await bed.Cox.RunAsync(Cancelled, "status", "--json")).Json();
        Assert.Equal(JsonValueKind.Null, status.GetProperty("contentsProblem").ValueKind);
    }

    /// <summary>Asks doctor, which must not be content, for the damage it tells; status and log tell the same.</summary>
    public static async Task<string[]> AssertToldAsync(LedgerBed bed)
    {
        var doctor = await bed.Cox.RunAsync(Cancelled, "doctor", "--json");
        Assert.Equal(1, doctor.ExitCode);
        var check = Assert.Single(JsonDocument.Parse(doctor.Output).RootElement.GetProperty("checks").EnumerateArray(), static check => check.GetProperty("name").GetString() == "damage");
        Assert.Equal("failed", check.GetProperty("status").GetString());
        string[] told = [.. check.GetProperty("details").EnumerateArray().Select(static line => line.GetString()!)];
        var status = (await bed.Cox.RunAsync(Cancelled, "status")).Output;
        Assert.All(told, text => Assert.Contains(text, status, StringComparison.Ordinal));
        Assert.All(told, text => Assert.Contains(text, bed.Cox.Daemon.Errors, StringComparison.Ordinal));
        return told;
    }

    public static async Task<int> RequestsAsync(LedgerBed bed) =>
        (await bed.Cox.RunAsync(Cancelled, "usage", "--json")).Json().GetProperty("totals").GetProperty("requests").GetInt32();

    /// <summary>What was acknowledged is told no more, also after a restart.</summary>
    public static async Task AssertAcknowledgedAsync(LedgerBed bed)
    {
        Assert.Equal(0, (await bed.Cox.RunAsync(Cancelled, "doctor", "--acknowledge")).ExitCode);
        Assert.Equal(0, (await bed.Cox.RunAsync(Cancelled, "doctor")).ExitCode);
        await RestartAsync(bed);
        var doctor = await bed.Cox.RunAsync(Cancelled, "doctor");
        Assert.True(doctor.ExitCode == 0, doctor.Output);
    }

    public static async Task RestartAsync(LedgerBed bed)
    {
        Assert.Equal(0, await bed.Cox.DownAsync(Cancelled));
        await bed.UpAsync();
        await bed.WaitUntilDrainedAsync();
    }
}
