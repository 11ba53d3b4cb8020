using Coxswain.Testing.Engines;
using Coxswain.Testing.Otlp;
using Coxswain.Testing.Traces;
using Coxswain.Testing.Traces.Telemetry;
using static Coxswain.EndToEnd.Ledger.DamagedBed;

namespace Coxswain.EndToEnd.Ledger;

/// <summary>Typed rows that only telemetry told, lost with a damaged part: the command that usage and doctor name brings them back, once.</summary>
public sealed class RefillTests
{
    private const string Command = "cox import clickhouse";

    // Rows as reports count them, and what must not be added up twice.
    private const string Counts = """
        SELECT (SELECT count() FROM api_requests FINAL), (SELECT count() FROM prompts FINAL), (SELECT count() FROM tool_calls FINAL), (SELECT count() FROM sessions FINAL),
            (SELECT count() FROM client_events FINAL), (SELECT count() FROM activity), (SELECT sum(cityHash64(metric, series, time, start_time, value)) FROM activity)
        """;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("api_requests")]
    [InlineData("tool_calls")]
    [InlineData("activity")]
    public async Task Rows_only_telemetry_told_come_back_to_the_last_digit_and_once(string table)
    {
        await using var bed = new LedgerBed();
        await bed.UpAsync();
        await bed.WaitUntilDrainedAsync();
        var trace = TraceGenerator.Generate(new TraceOptions { Sessions = 6, Requests = 180 });
        await SendAsync(bed, trace, trace.Sessions.Take(4));
        // Run before too: its days are recorded as done, and damage must take that back. What it wrote a second time goes with a merge.
        await RefillAsync(bed);
        await bed.QueryAsync($"OPTIMIZE TABLE {table} FINAL");
        await bed.QueryAsync("SYSTEM STOP MERGES");
        await SendAsync(bed, trace, trace.Sessions.Skip(4));
        var (figures, counts) = await FiguresAsync(bed);
        var part = await LargestPartAsync(bed, table);

        FileDamage.Do(FileDamage.LargestOf(part.Path), "flip");
        if (table != "api_requests")
        {
            // No report reads all of it.
            Assert.Equal(1, (await bed.Cox.RunAsync(Cancelled, "doctor", "--check-tables")).ExitCode);
        }

        var usage = await bed.Cox.RunAsync(Cancelled, "usage", "--json");
        Assert.Contains("Rows may be missing: 1 piece of damage is not acknowledged", usage.Errors, StringComparison.Ordinal);
        Assert.Contains(Command, usage.Errors, StringComparison.Ordinal);
        Assert.Contains(Command, usage.Json().GetProperty("damageNote").GetString(), StringComparison.Ordinal);
        Assert.NotEqual((figures, counts), await FiguresAsync(bed));
        var told = Assert.Single(await AssertToldAsync(bed));
        Assert.Contains($"a part of table {table} was set aside", told, StringComparison.Ordinal);
        Assert.Contains(Command, told, StringComparison.Ordinal);

        await RefillAsync(bed);
        Assert.Equal((figures, counts), await FiguresAsync(bed));
        await RefillAsync(bed);
        Assert.Equal((figures, counts), await FiguresAsync(bed));

        await RestartAsync(bed);
        await RefillAsync(bed);
        Assert.Equal((figures, counts), await FiguresAsync(bed));

        await AssertAcknowledgedAsync(bed);
        await RefillAsync(bed);
        Assert.Equal((figures, counts), await FiguresAsync(bed));
        Assert.DoesNotContain("Rows may be missing", (await bed.Cox.RunAsync(Cancelled, "usage")).Errors, StringComparison.Ordinal);
    }

    private static async Task SendAsync(LedgerBed bed, Trace trace, IEnumerable<TraceSession> sessions)
    {
        var sender = new OtlpSender(bed.Http, bed.Cox.OtlpHttp, OtlpProtocol.HttpProtobuf);
        foreach (var export in sessions.SelectMany(session => TelemetryRendering.Render(session, trace.Options)))
        {
            Assert.True((await sender.SendAsync(export, Cancelled)).Accepted);
        }

        await bed.WaitUntilDrainedAsync();
    }

    private static async Task RefillAsync(LedgerBed bed)
    {
        var import = await bed.Cox.RunAsync(Cancelled, "import", "clickhouse");
        Assert.True(import.ExitCode == 0, import.Errors);
    }

    private static async Task<(string Figures, string Counts)> FiguresAsync(LedgerBed bed)
    {
        var texts = new List<string>();
        foreach (var report in new[] { "daily", "session", "model", "agent" })
        {
            var answer = (await bed.Cox.RunAsync(Cancelled, "usage", report, "--json")).Json();
            texts.Add(answer.GetProperty("totals").GetRawText() + answer.GetProperty("rows").GetRawText());
        }

        return (string.Join('\n', texts), await bed.QueryAsync(Counts));
    }
}
