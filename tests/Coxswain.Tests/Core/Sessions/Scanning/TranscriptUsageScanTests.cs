using System.Text;
using Coxswain.Core.Pricing;
using Coxswain.Core.Sessions;
using Coxswain.Core.Sessions.Importing;
using Coxswain.Testing.Transcripts;
using Coxswain.Tests.Core.Sessions.Reading;

namespace Coxswain.Tests.Core.Sessions.Scanning;

public sealed class TranscriptUsageScanTests : IDisposable
{
    private static readonly PriceBook Prices = PriceBookLoader.Load("");
    private readonly TranscriptFolder _folder = new();

    private string Projects => Path.Combine(_folder.Path, "projects");

    [Fact]
    public async Task Totals_equal_those_of_ccusage_to_the_cent_day_by_day_and_model_by_model()
    {
        var isFull = Environment.GetEnvironmentVariable("COX_FULL") == "1";
        BulkCorpus.Write(Projects, isFull ? 1L << 30 : 12L << 20, isFull ? 2600 : 60, seed: 20261123);

        var ours = Scan();
        var theirs = await Ccusage.DailyAsync(_folder.Path, TestContext.Current.CancellationToken);

        var expected = theirs.GetProperty("daily").EnumerateArray().SelectMany(day => day.GetProperty("modelBreakdowns").EnumerateArray().Select(model => (
            Day: day.GetProperty(day.TryGetProperty("date", out _) ? "date" : "period").GetString(),
            Model: model.GetProperty("modelName").GetString(),
            Input: model.GetProperty("inputTokens").GetInt64(),
            Output: model.GetProperty("outputTokens").GetInt64(),
            Write: model.GetProperty("cacheCreationTokens").GetInt64(),
            Read: model.GetProperty("cacheReadTokens").GetInt64(),
            Cost: Ccusage.Exact(model.GetProperty("cost"))))).Order().ToList();
        var actual = ours.Rows.Select(row => (
            Day: (string?)row.Day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            Model: (string?)row.Model,
            Input: row.InputTokens,
            Output: row.OutputTokens,
            Write: row.CacheWrite5mTokens + row.CacheWrite1hTokens,
            Read: row.CacheReadTokens,
            Cost: row.CostUsd ?? 0)).Order().ToList();
        Assert.Equal(expected.Select(row => row with { Cost = 0 }), actual.Select(row => row with { Cost = 0 }));
        Assert.All(expected.Zip(actual), pair => Assert.InRange(Math.Abs(pair.First.Cost - pair.Second.Cost), 0m, 0.000001m));
        Assert.Equal(decimal.Round(Ccusage.Exact(theirs.GetProperty("totals").GetProperty("totalCost")), 2), decimal.Round(ours.Rows.Sum(row => row.CostUsd ?? 0), 2));
        Assert.Equal(0, ours.DamagedLines);
    }

    [Fact]
    public async Task Ccusage_loses_spaced_json_that_we_count()
    {
        BulkCorpus.Write(Projects, 200_000, 2, seed: 3);
        var expected = Scan().Rows;
        foreach (var path in Directory.EnumerateFiles(Projects, "*.jsonl", SearchOption.AllDirectories))
        {
            File.WriteAllText(path, File.ReadAllText(path).Replace("\":", "\": ", StringComparison.Ordinal));
        }

        var theirs = await Ccusage.DailyAsync(_folder.Path, TestContext.Current.CancellationToken);

        Assert.Equal(expected, Scan().Rows);
        Assert.Equal(0, theirs.GetProperty("totals").GetProperty("totalTokens").GetInt64());
    }

    [Fact]
    public void Totals_do_not_depend_on_how_the_json_is_spelled()
    {
        BulkCorpus.Write(Projects, 400_000, 5, seed: 4);
        var expected = Scan();

        var originals = Directory.EnumerateFiles(Projects, "*.jsonl", SearchOption.AllDirectories).ToDictionary(path => path, File.ReadAllLines);
        for (var seed = 0; seed < 5; seed++)
        {
            var spelling = new JsonSpelling(new Random(seed));
            foreach (var (path, original) in originals)
            {
                var lines = original.Select(spelling.Respell);
                File.WriteAllText(path, string.Join(seed % 2 == 0 ? "\r\n" : "\n", lines), new UTF8Encoding(encoderShouldEmitUTF8Identifier: seed % 3 == 0));
            }

            Assert.Equal(expected.Rows, Scan().Rows);
        }
    }

    [Fact]
    public void Importing_and_scanning_find_the_same_requests()
    {
        BulkCorpus.Write(Projects, 3_000_000, 12, seed: 5);

        var facts = TranscriptFolders.Find(Projects).SelectMany(file => TranscriptReading.File(file.Path)).SelectMany(batch => batch.Requests)
            .GroupBy(request => request.RequestKey).Select(group => group.Aggregate(Coxswain.Core.Sessions.Reading.RequestSnapshots.Merge))
            .GroupBy(request => request.MessageId).SelectMany(group => group.Any(request => !request.Context.IsSidechain) ? group.Where(request => !request.Context.IsSidechain) : group.Take(1))
            .ToList();
        var rows = Scan().Rows;

        Assert.Equal(rows.Sum(row => row.Requests), facts.Count);
        Assert.Equal(rows.Sum(row => row.OutputTokens), facts.Sum(request => request.OutputTokens));
        Assert.Equal(rows.Sum(row => row.CacheWrite1hTokens), facts.Sum(request => request.CacheWrite1hTokens));
    }

    [Fact]
    public void Day_is_the_one_of_the_time_zone_and_unknown_model_has_no_cost()
    {
        Write("""{"type":"assistant","timestamp":"2026-11-22T23:30:00Z","requestId":"r","message":{"id":"m","model":"claude-nobody-9","usage":{"input_tokens":10,"output_tokens":5}}}""");

        var row = Assert.Single(TranscriptUsageScan.Run([Projects], TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"), Prices, TestContext.Current.CancellationToken).Rows);

        Assert.Equal((new DateOnly(2026, 11, 23), null, 1L), (row.Day, row.CostUsd, row.UnpricedRequests));
    }

    [Fact]
    public void Key_spelled_in_escapes_is_found()
    {
        Write("""{"type":"assistant","timestamp":"2026-11-22T23:30:00Z","requestId":"r","message":{"id":"m","model":"claude-opus-5-5","\u0075s\u0061ge":{"input_tokens":10,"output_tokens":5}}}""");

        Assert.Equal(10, Assert.Single(Scan().Rows).InputTokens);
    }

    [Fact]
    public void Sidechain_copy_of_a_message_does_not_count_beside_the_original_in_any_order()
    {
        const string Main = """{"type":"assistant","timestamp":"2026-11-22T10:00:00Z","requestId":"r1","message":{"id":"m","model":"claude-opus-5-5","usage":{"input_tokens":10,"output_tokens":5}}}""";
        const string Copy = """{"type":"assistant","isSidechain":true,"timestamp":"2026-11-22T10:00:00Z","requestId":"r2","message":{"id":"m","model":"claude-opus-5-5","usage":{"input_tokens":10,"output_tokens":900}}}""";

        foreach (var lines in new[] { new[] { Main, Copy }, [Copy, Main] })
        {
            Write(lines);

            Assert.Equal(5, Assert.Single(Scan().Rows).OutputTokens);
        }
    }

    public void Dispose() => _folder.Dispose();

    private void Write(params string[] lines) => File.WriteAllLines(_folder.File("projects/p/s.jsonl"), lines);

    private ScannedUsage Scan() => TranscriptUsageScan.Run([Projects], TimeZoneInfo.Utc, Prices, TestContext.Current.CancellationToken);
}
