using System.Globalization;
using System.Text.Json;
using Coxswain.Core.Pricing;
using Coxswain.Core.Telemetry;
using Coxswain.Otlp;
using Coxswain.Testing;
using Coxswain.Tests.Core.Sessions.Reading;
using Coxswain.Tests.Otlp;

namespace Coxswain.Tests.Storage.ClickHouse.Usage;

/// <summary>Every request of the captures costs, by our price book and in the store, what the client reported of it.</summary>
[Collection(nameof(UsageStoreTestGroup))]
public sealed class CapturedCostTests(UsageStoreBed bed)
{
    private const double Tolerance = 1e-9;

    /// <summary>From telemetry alone, then with the transcripts beside it, then from these alone; the last two captures hold calls that failed and cost nothing.</summary>
    [Theory]
    [InlineData("tools-json", 6)]
    [InlineData("tools-protobuf", 6)]
    [InlineData("subagent", 5)]
    [InlineData("overloaded-exhausted", 0)]
    [InlineData("prompt-too-long", 0)]
    public async Task Every_request_of_a_capture_costs_what_the_client_reported(string capture, int requests)
    {
        var reported = Requests(capture).ToDictionary(static one => Text(one, "request_id"), static one => double.Parse(Text(one, "cost_usd"), CultureInfo.InvariantCulture));
        Assert.Equal(requests, reported.Count);
        var room = await bed.OpenAsync();

        await room.WriteAsync(Requests(capture));
        await AgreeAsync(room, reported);
        await WriteTranscriptsAsync(room, capture);
        await AgreeAsync(room, reported);

        var last = JsonDocument.Parse(File.ReadLines(Path.Combine(Captures.Folder, capture, "client.jsonl")).Last()).RootElement;
        var total = last.GetProperty("total_cost_usd").GetDouble();
        Assert.Equal(total, reported.Values.Sum(), Tolerance);
        room = await bed.OpenAsync();
        await WriteTranscriptsAsync(room, capture);
        var told = await room.RequestsAsync();
        Assert.Equal(requests, told.Count);
        Assert.Equal(total, told.Sum(static one => (double)Known(one.Ours)), Tolerance);
    }

    /// <summary>A stream that was cut and tried again: the client adds the cost of the first try to the event of the second, whose tokens are of the second alone.</summary>
    [Fact]
    public async Task Request_that_was_cut_and_tried_again_is_the_only_one_that_differs_and_says_so()
    {
        var room = await bed.OpenAsync();
        await room.WriteAsync(Requests("agent-foreground"));

        var stored = await room.RequestsAsync();

        Assert.Equal(["agrees", "agrees", "agrees", "cut_try"], stored.Select(static one => one.Status).Order(StringComparer.Ordinal));
        Assert.All(stored.Where(static one => one.Status == "agrees"), static one => Assert.Equal((double)Known(one.Reported), (double)Known(one.Ours), Tolerance));
        var cut = stored.Single(static one => one.Status == "cut_try");
        Assert.Equal((0.01232m, 0.02384m, 0.02384m), (Known(cut.Ours), Known(cut.Reported), Known(cut.Counts)));
    }

    [Fact]
    public void Every_capture_is_looked_at()
    {
        string[] known = ["agent-foreground", "overloaded-exhausted", "prompt-too-long", "subagent", "tools-json", "tools-protobuf"];

        Assert.Equal(known, Directory.EnumerateDirectories(Captures.Folder).Select(static path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
    }

    private static async Task AgreeAsync(UsageStoreRoom room, Dictionary<string, double> reported)
    {
        var stored = await room.RequestsAsync();
        Assert.Equal(reported.Keys.Order(StringComparer.Ordinal), stored.Select(static one => one.Key));
        Assert.All(stored, one =>
        {
            Assert.Equal("agrees", one.Status);
            Assert.Equal(reported[one.Key], (double)Known(one.Ours), Tolerance);
            Assert.Equal(reported[one.Key], (double)Known(one.Reported), Tolerance);
            var usage = new TokenUsage(one.Input, one.Output, one.CacheRead, one.Write5m, one.Write1h, 0, one.Speed, "", "");
            Assert.Equal(room.Book.Cost(usage, one.ModelId, one.Time), one.Ours);
        });
    }

    private static async Task WriteTranscriptsAsync(UsageStoreRoom room, string capture)
    {
        foreach (var path in Captures.Transcripts().Where(path => IsOf(path, capture)))
        {
            foreach (var batch in TranscriptReading.File(path))
            {
                await room.WriteAsync(batch);
            }
        }
    }

    private static List<LogRecord> Requests(string capture) =>
    [
        .. Captures.Bodies("logs", "json").Where(path => IsOf(path, capture)).Select(static path => Decoding.Json(OtlpSignal.Logs, File.ReadAllBytes(path)))
            .Concat(Captures.Bodies("logs", "pb").Where(path => IsOf(path, capture)).Select(static path => Decoding.Protobuf(OtlpSignal.Logs, File.ReadAllBytes(path))))
            .SelectMany(static export => export.Batch.Logs)
            .Where(static log => log.Body == "claude_code.api_request"),
    ];

    private static bool IsOf(string path, string capture) => path.StartsWith(Path.Combine(Captures.Folder, capture) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static string Text(LogRecord log, string key) => log.Attributes.Single(one => one.Key == key).Value;

    private static decimal Known(decimal? usd)
    {
        Assert.NotNull(usd);
        return usd.Value;
    }
}
