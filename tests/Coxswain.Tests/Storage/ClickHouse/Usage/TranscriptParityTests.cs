using System.Globalization;
using Coxswain.Core.Sessions;
using Coxswain.Core.Sessions.Importing;
using Coxswain.Core.Usage;
using Coxswain.Testing.Transcripts;
using Microsoft.Extensions.Logging.Abstractions;

namespace Coxswain.Tests.Storage.ClickHouse.Usage;

/// <summary>Transcripts imported and asked for through the engine cost what they cost when scanned, and what ccusage makes of them.</summary>
[Collection(nameof(UsageStoreTestGroup))]
public sealed class TranscriptParityTests(UsageStoreBed bed) : IDisposable
{
    private static readonly bool IsFull = Environment.GetEnvironmentVariable("COX_FULL") == "1";
    private readonly TranscriptFolder _folder = new();

    private string Projects => Path.Combine(_folder.Path, "projects");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stored_usage_equals_the_scan_and_ccusage_day_by_day_and_model_by_model()
    {
        var room = await bed.OpenAsync();
        BulkCorpus.Write(Projects, IsFull ? 1L << 30 : 12L << 20, IsFull ? 2600 : 60, seed: 20261124);
        await ImportAsync(room);

        var scan = TranscriptUsageScan.Run([Projects], TimeZoneInfo.Utc, room.Book, Cancel).Rows;
        var theirs = (await Ccusage.DailyAsync(_folder.Path, Cancel)).GetProperty("totals");
        var totals = (await StoredAsync(room)).ToList();

        Assert.Equal(
            scan.Select(row => (row.Model, row.Day, row.Requests, row.InputTokens, row.OutputTokens, row.CacheReadTokens, row.CacheWrite5mTokens, row.CacheWrite1hTokens, row.CostUsd)).Order(),
            totals.Select(row => (row.Model, row.Day, row.Of.Requests, row.Of.InputTokens ?? -1, row.Of.OutputTokens ?? -1, row.Of.CacheReadTokens ?? -1, row.Of.CacheWrite5mTokens ?? -1, row.Of.CacheWrite1hTokens ?? -1, row.Of.CostUsd)).Order());
        Assert.Equal(theirs.GetProperty("totalTokens").GetInt64(), totals.Sum(row => row.Of.TotalTokens));
        // ccusage adds up binary fractions: over a gigabyte they drift by some millionths.
        var tolerance = IsFull ? 0.0001m : 0.000001m;
        Assert.InRange(Ccusage.Exact(theirs.GetProperty("totalCost")) - totals.Sum(row => row.Of.CostUsd ?? 0), -tolerance, tolerance);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Each batch as inserts of its own, the files' last stretches first: the order must not matter.</summary>
    private async Task ImportAsync(UsageStoreRoom room)
    {
        var read = new MemoryTranscriptStore();
        using var importer = new TranscriptImporter(read, new TranscriptOptions(), TimeProvider.System, NullLogger<TranscriptImporter>.Instance);
        await importer.ImportAsync([Projects], null, Cancel);
        foreach (var batch in read.Batches.Where(batch => batch.Requests.Count > 0).Reverse())
        {
            await room.WriteAsync([.. batch.Requests]);
        }
    }

    private static async Task<IReadOnlyList<(string Model, DateOnly Day, UsageTotals Of)>> StoredAsync(UsageStoreRoom room)
    {
        var rows = new List<(string Model, DateOnly Day, UsageTotals Of)>();
        foreach (var model in BulkCorpus.Models)
        {
            var days = await room.Store.ReadAsync(UsageGrouping.Daily, UsageStoreRoom.Everything with { Model = model }, Cancel);
            rows.AddRange(days.Select(day => (model, DateOnly.Parse(day.Key, CultureInfo.InvariantCulture), day.Totals)));
        }

        return rows;
    }
}
