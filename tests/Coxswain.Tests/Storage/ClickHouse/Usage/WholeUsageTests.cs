using System.Globalization;
using Coxswain.Core.Kernel;
using Coxswain.Core.Sessions;
using Coxswain.Core.Sessions.Reading;
using Coxswain.Storage.ClickHouse;
using Coxswain.Testing.Processes;
using Coxswain.Tests.Core.Sessions.Reading;

namespace Coxswain.Tests.Storage.ClickHouse.Usage;

/// <summary>A request's usage is one of its lines', chosen as a whole, whatever passes, files and order they are read in.</summary>
[Collection(nameof(UsageStoreTestGroup))]
public sealed class WholeUsageTests(UsageStoreBed bed)
{
    [Theory]
    [InlineData("", true)]
    [InlineData("", false)]
    [InlineData("\"cache_creation\":null,", true)]
    [InlineData("\"cache_creation\":null,", false)]
    public async Task Writes_without_a_split_and_the_same_writes_with_one_count_once(string unsplit, bool splitLast)
    {
        var room = await bed.OpenAsync();
        string[] lines = [Line("a", unsplit, 0), Line("a", "\"cache_creation\":{\"ephemeral_1h_input_tokens\":2000},", 0)];
        foreach (var line in splitLast ? lines : lines.Reverse())
        {
            await room.WriteAsync([.. TranscriptReading.Lines(line).Requests]);
        }

        var request = Assert.Single(await room.RequestsAsync());

        // 120 and 42 tokens of claude-opus-5-5 at 4 and 20 dollars a million, 5000 read at 0.20, 2000 kept for an hour at 8.
        Assert.Equal((0L, 2000L, 0.01832m), (request.Write5m, request.Write1h, request.Ours));
    }

    [Fact]
    public async Task Store_and_scan_take_the_line_that_plain_sums_take_in_any_split_into_passes_and_files()
    {
        var room = await bed.OpenAsync();
        var random = new Random(20261125);
        var told = Enumerable.Range(0, 200).SelectMany(i => Enumerable.Range(0, random.Next(1, 6)).Select(_ => Usage.Draw(random, i))).ToList();
        using var folder = new TemporaryFolder();
        foreach (var (file, lines) in told.OrderBy(_ => random.Next()).GroupBy(_ => random.Next(5)).Select(group => (group.Key, group.Select(usage => usage.Line()).ToArray())))
        {
            var project = Directory.CreateDirectory(Path.Combine(folder.Path, "-p"));
            await File.WriteAllLinesAsync(Path.Combine(project.FullName, $"{file}.jsonl"), lines, TestContext.Current.CancellationToken);
            foreach (var pass in lines.Chunk(random.Next(1, 40)))
            {
                await room.WriteAsync([.. TranscriptReading.Lines(pass).Requests]);
            }
        }

        var expected = told.GroupBy(usage => usage.Request).OrderBy(group => $"req_{group.Key:000}", StringComparer.Ordinal).Select(group => group.Max()!).ToList();
        var stored = await room.RequestsAsync();
        var scanned = TranscriptUsageScan.Run([folder.Path], TimeZoneInfo.Utc, room.Book, TestContext.Current.CancellationToken);

        Assert.Equal(expected.Select(usage => usage.Counts), stored.Select(row => (row.Input, row.Output, row.CacheRead, row.Write5m, row.Write1h)));
        Assert.Equal(
            (expected.Sum(usage => usage.Input), expected.Sum(usage => usage.Output), expected.Sum(usage => usage.Write5m), expected.Sum(usage => usage.Write1h), stored.Sum(row => row.Ours)),
            (scanned.Rows.Sum(row => row.InputTokens), scanned.Rows.Sum(row => row.OutputTokens), scanned.Rows.Sum(row => row.CacheWrite5mTokens), scanned.Rows.Sum(row => row.CacheWrite1hTokens), scanned.Rows.Sum(row => row.CostUsd)));
    }

    [Fact]
    public async Task Rows_of_before_the_schema_count_once_and_give_way_to_what_is_read_again()
    {
        var room = await bed.OpenAsync();
        foreach (var (key, fiveMinutes, oneHour) in new[] { ("a", 2000, 0), ("a", 0, 2000), ("b", 2000, 2000), ("c", 2000, 0) })
        {
            await BeforeAsync(room, key, fiveMinutes, oneHour);
        }

        await room.WriteAsync([.. TranscriptReading.Lines(Line("b", "\"cache_creation\":{\"ephemeral_1h_input_tokens\":2000},", 0)).Requests]);

        Assert.Equal(
            [("a", 42, 0, 2000), ("b", 42, 0, 2000), ("c", 42, 2000, 0)],
            (await room.RequestsAsync()).Select(row => (row.Key, (int)row.Output, (int)row.Write5m, (int)row.Write1h)));
    }

    [Fact]
    public async Task Price_factors_are_those_of_the_line_that_counts()
    {
        var room = await bed.OpenAsync();
        await room.WriteAsync(UsageStoreRoom.Fact("a") with { Speed = "fast" });
        await room.WriteAsync(UsageStoreRoom.Fact("a") with { OutputTokens = 41, Speed = "standard", ServiceTier = "batch", InferenceGeo = "us" });

        // The larger line's: fast, neither batch nor in the US; twice the standard price, which is 0.01232.
        Assert.Equal(("fast", 0.02464m), Assert.Single(await room.RequestsAsync()) switch { var row => (row.Speed, row.Ours) });
    }

    [Fact]
    public async Task Thinking_of_a_half_written_transcript_is_unknown_beside_an_event_with_more_output()
    {
        var room = await bed.OpenAsync();
        await room.WriteAsync(UsageStoreRoom.Fact("a") with { OutputTokens = 5, ThinkingTokens = 3 });
        var alone = (await room.OnlyRowAsync()).Totals;
        await room.WriteAsync(UsageStoreRoom.Event("a", null));
        var both = (await room.OnlyRowAsync()).Totals;

        Assert.Equal((5L, 3L, 42L, null), (alone.OutputTokens, alone.ThinkingTokens, both.OutputTokens, both.ThinkingTokens));
    }

    /// <summary>One request, since telemetry knows it by that id alone; the larger message's usage, and doctor names it.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Two_messages_under_one_request_id_are_found_however_they_were_read(bool inOnePass)
    {
        var room = await bed.OpenAsync();
        RequestFact[] facts = [UsageStoreRoom.Fact("a"), UsageStoreRoom.Fact("a") with { MessageId = "msg_z", OutputTokens = 43 }, UsageStoreRoom.Fact("b"), UsageStoreRoom.Fact("b") with { MessageId = "" }];
        var merged = inOnePass ? facts.GroupBy(fact => fact.RequestKey).Select(group => group.Aggregate(RequestSnapshots.Merge)).ToArray() : facts;
        foreach (var pass in inOnePass ? [merged] : merged.Select(fact => new[] { fact }))
        {
            await room.WriteAsync([.. pass]);
        }

        var day = new TimeRange(UsageStoreRoom.Noon.AddHours(-1), UsageStoreRoom.Noon.AddHours(1));
        var shared = await room.Store.ReadSharedRequestIdsAsync(day, 5, TestContext.Current.CancellationToken);

        Assert.Equal((1L, "a"), (shared.Requests, Assert.Single(shared.RequestIds)));
        Assert.Equal([("a", 43L), ("b", 42L)], (await room.RequestsAsync()).Select(row => (row.Key, row.Output)));
        Assert.Equal(0, (await room.Store.ReadSharedRequestIdsAsync(new TimeRange(day.From.AddDays(1), day.To.AddDays(1)), 5, TestContext.Current.CancellationToken)).Requests);
    }

    private static string Line(string request, string split, int thinking) => $$$"""
        {"type":"assistant","timestamp":"2026-11-20T10:00:00Z","sessionId":"s","requestId":"{{{request}}}","message":{"id":"msg_{{{request}}}","model":"claude-opus-5-5",
        "usage":{"input_tokens":120,"output_tokens":42,"cache_read_input_tokens":5000,{{{split}}}"cache_creation_input_tokens":2000,"output_tokens_details":{"thinking_tokens":{{{thinking}}} } } } }
        """.ReplaceLineEndings("");

    /// <summary>As an older version wrote it.</summary>
    private static Task BeforeAsync(UsageStoreRoom room, string key, int fiveMinutes, int oneHour) => room.Client.ExecuteAsync(
        new StoreStatement(
            "test",
            """
            INSERT INTO api_requests (request_key, sources, last_seen, request_id, message_id, t_owner, before_060_t_input_tokens, before_060_t_output_tokens,
                before_060_t_cache_read_tokens, before_060_t_cache_write_5m_tokens, before_060_t_cache_write_1h_tokens, t_model)
            SELECT {key:String}, 2, '2026-11-20 10:00:00', {key:String}, concat('msg_', {key:String}), (0, '2026-11-20 10:00:00.000', 's', '', '', '', '', '', ''), 120, 42, 5000,
                {five:UInt64}, {hour:UInt64}, 'claude-opus-5-5'
            """).With("key", key).With("five", (ulong)fiveMinutes).With("hour", (ulong)oneHour),
        TestContext.Current.CancellationToken);

    private sealed record Usage(int Request, bool IsMain, long Input, long Output, long Read, long Write5m, long Write1h, string Split) : IComparable<Usage>
    {
        public (long, long, long, long, long) Counts => (Input, Output, Read, Write5m, Write1h);

        public static Usage Draw(Random random, int request)
        {
            var writes = random.Next(3) * 100;
            var oneHour = random.Next(2) * random.Next(2) * writes;
            var isSplit = oneHour > 0 || random.Next(2) == 0;
            return new Usage(
                request, random.Next(4) > 0, random.Next(1, 4), random.Next(1, 9), random.Next(3), writes - oneHour, oneHour,
                isSplit ? $"{{\"ephemeral_5m_input_tokens\":{writes - oneHour},\"ephemeral_1h_input_tokens\":{oneHour}}}" : "null");
        }

        public string Line() => string.Create(CultureInfo.InvariantCulture, $$$"""
            {"type":"assistant","timestamp":"2026-11-20T10:00:00Z","sessionId":"s","isSidechain":{{{(IsMain ? "false" : "true")}}},"requestId":"req_{{{Request:000}}}","message":{"id":"msg_{{{Request}}}","model":"claude-opus-5-5","usage":{"input_tokens":{{{Input}}},"output_tokens":{{{Output}}},"cache_read_input_tokens":{{{Read}}},"cache_creation_input_tokens":{{{Write5m + Write1h}}},"cache_creation":{{{Split}}} } } }
            """);

        public int CompareTo(Usage? other) => other is null ? 1 : Rank.CompareTo(other.Rank);

        private (bool, long, long, long, long) Rank => (IsMain, Input + Output + Read + Write5m + Write1h, Write1h, Output, Read);
    }
}
