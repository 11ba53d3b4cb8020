using Coxswain.Core.Pricing;
using Coxswain.Core.Sessions;
using Coxswain.Testing.Transcripts;
using CsCheck;

namespace Coxswain.Tests.Core.Sessions.Reading;

/// <summary>What a line's counts must be, and what they come to, the same for the import and for the scan.</summary>
public sealed class TranscriptCountTests : IDisposable
{
    private static readonly PriceBook Prices = PriceBookLoader.Load("");
    private readonly TranscriptFolder _folder = new();

    [Theory]
    [InlineData(5000, 1000, 3000, 2000, 3000)]
    [InlineData(5000, 0, 3000, 2000, 3000)]
    [InlineData(5000, 0, 0, 5000, 0)]
    [InlineData(5000, 2000, 3000, 2000, 3000)]
    [InlineData(5000, 4000, 3000, 4000, 3000)]
    [InlineData(0, 4000, 3000, 4000, 3000)]
    public void Writes_the_split_leaves_over_are_five_minute_ones(long total, long fiveMinutes, long oneHour, long counted5m, long counted1h) =>
        Assert.Equal([(counted5m, counted1h), (counted5m, counted1h)], Writes(total, fiveMinutes, oneHour));

    [Fact]
    public void No_written_token_is_counted_nowhere() =>
        Gen.Select(Gen.Long[0, 5000], Gen.Long[0, 5000], Gen.Long[0, 5000]).Where(split => split.Item1 + split.Item2 + split.Item3 > 0).Sample(
            split => Writes(split.Item1, split.Item2, split.Item3).TrueForAll(counted =>
                counted.FiveMinutes + counted.OneHour == Math.Max(split.Item1, split.Item2 + split.Item3) && counted.OneHour == split.Item3 && counted.FiveMinutes >= split.Item2),
            iter: 100,
            threads: 1);

    [Theory]
    [InlineData("1.5")]
    [InlineData("12e-1")]
    [InlineData("1e-40")]
    [InlineData("-5")]
    [InlineData("1e16")]
    [InlineData("1e400")]
    [InlineData("1000000000000001")]
    [InlineData("9999999999999999999999")]
    [InlineData("\"abc\"")]
    [InlineData("\"1.5\"")]
    [InlineData("\"\"")]
    [InlineData("true")]
    [InlineData("[]")]
    [InlineData("{}")]
    public void Line_with_a_count_that_is_no_whole_number_is_set_apart_whole_and_counted_as_such(string count)
    {
        string[] fields = ["input_tokens", "output_tokens", "cache_read_input_tokens", "cache_creation_input_tokens", "ephemeral_5m_input_tokens", "ephemeral_1h_input_tokens", "thinking_tokens", "web_search_requests"];
        foreach (var field in fields)
        {
            var (batch, scan) = Read(Line("good"), Line("bad", field, count));

            Assert.Equal(("good", 0, 1, 1), (Assert.Single(batch.Requests).RequestId, batch.ToolCalls.Count, batch.DamagedLines, batch.InvalidCountLines));
            Assert.Equal((1L, 100L, 1L, 1L), (Assert.Single(scan.Rows).Requests, scan.Rows[0].InputTokens, scan.DamagedLines, scan.InvalidCountLines));
        }
    }

    [Theory]
    [InlineData("12", 12)]
    [InlineData("12.0", 12)]
    [InlineData("1.2e1", 12)]
    [InlineData("\"12\"", 12)]
    [InlineData("\"\\u00312\"", 12)]
    [InlineData("null", 0)]
    [InlineData("-0", 0)]
    [InlineData("1e15", 1_000_000_000_000_000)]
    public void Whole_number_counts_however_it_is_spelled(string count, long counted)
    {
        var (batch, scan) = Read(Line("good", "input_tokens", count));

        Assert.Equal((counted, 0), (Assert.Single(batch.Requests).InputTokens, batch.DamagedLines));
        Assert.Equal((counted, 0L), (Assert.Single(scan.Rows).InputTokens, scan.DamagedLines));
    }

    [Fact]
    public void More_searches_than_the_store_has_room_for_are_set_apart_by_both()
    {
        var (batch, scan) = Read(Line("good", "web_search_requests", "1000000000000"), Line("bad", "web_search_requests", "1000000000001"));

        Assert.Equal(("good", 1), (Assert.Single(batch.Requests).RequestId, batch.InvalidCountLines));
        Assert.Equal((1_000_000_000_000, 1L), (Assert.Single(scan.Rows).WebSearchRequests, scan.InvalidCountLines));
    }

    [Fact]
    public void Compaction_of_half_a_token_is_set_apart()
    {
        var batch = TranscriptReading.Lines("""{"type":"system","subtype":"compact_boundary","uuid":"u","timestamp":"2026-11-22T00:00:01Z","sessionId":"s","compactMetadata":{"preTokens":7.5,"postTokens":2}}""");

        Assert.Equal((0, 1, 1), (batch.Compactions.Count, batch.DamagedLines, batch.InvalidCountLines));
    }

    [Fact]
    public void Line_type_cannot_pass_for_an_invalid_count() =>
        Assert.Equal("(other)", Assert.Single(TranscriptReading.Lines("""{"type":"(invalid count)"}""").UnknownLineTypes).Key);

    [Theory]
    [InlineData("user")]
    [InlineData("system")]
    [InlineData("attachment")]
    [InlineData("custom-title")]
    [InlineData("progress")]
    [InlineData("of-tomorrow")]
    [InlineData("")]
    public void Usage_counts_in_a_line_of_any_type_for_import_and_scan_alike(string type)
    {
        var (batch, scan) = Read(Line("good").Replace("\"assistant\"", $"\"{type}\"", StringComparison.Ordinal));

        Assert.Equal((100L, 50L), (Assert.Single(batch.Requests).InputTokens, batch.Requests[0].OutputTokens));
        Assert.Equal((100L, 50L), (Assert.Single(scan.Rows).InputTokens, scan.Rows[0].OutputTokens));
    }

    [Fact]
    public void Usage_of_an_error_message_counts_nowhere()
    {
        var (batch, scan) = Read(Line("good").Replace("\"assistant\"", "\"user\",\"isApiErrorMessage\":true", StringComparison.Ordinal));

        Assert.Empty(batch.Requests);
        Assert.Empty(scan.Rows);
    }

    public void Dispose() => _folder.Dispose();

    private static string Line(string id, string field = "", string count = "")
    {
        const string Head = """{"type":"assistant","timestamp":"2026-11-22T00:00:01Z","sessionId":"s","requestId":"ID","message":{"id":"m-ID","model":"claude-opus-5-5","content":[TOOL],""";
        const string Usage = """ "usage":{"input_tokens":100,"output_tokens":50,"cache_read_input_tokens":1,"cache_creation_input_tokens":2,"cache_creation":{"ephemeral_5m_input_tokens":1,"ephemeral_1h_input_tokens":1}""";
        const string Details = ""","output_tokens_details":{"thinking_tokens":3},"server_tool_use":{"web_search_requests":1}}}}""";
        var line = Head + Usage + Details;
        line = line.Replace("TOOL", id == "bad" ? """{"type":"tool_use","id":"t","name":"Read","input":{}}""" : "", StringComparison.Ordinal).Replace("ID", id, StringComparison.Ordinal);
        return field.Length == 0 ? line : System.Text.RegularExpressions.Regex.Replace(line, $"\"{field}\":\\d+", _ => $"\"{field}\":{count}");
    }

    /// <returns>What the import and what the scan make of it.</returns>
    private List<(long FiveMinutes, long OneHour)> Writes(long total, long fiveMinutes, long oneHour)
    {
        var split = $"{{\"ephemeral_5m_input_tokens\":{fiveMinutes},\"ephemeral_1h_input_tokens\":{oneHour}}}";
        var (batch, scan) = Read(
            """{"type":"assistant","timestamp":"2026-11-22T00:00:01Z","sessionId":"s","requestId":"r","message":{"id":"m","model":"claude-opus-5-5","usage":"""
            + $"{{\"cache_creation_input_tokens\":{total},\"cache_creation\":{split}}}}}}}");
        var (request, row) = (Assert.Single(batch.Requests), Assert.Single(scan.Rows));
        return [(request.CacheWrite5mTokens, request.CacheWrite1hTokens), (row.CacheWrite5mTokens, row.CacheWrite1hTokens)];
    }

    private (TranscriptBatch Batch, ScannedUsage Scan) Read(params string[] lines)
    {
        File.WriteAllLines(_folder.File("projects/p/s.jsonl"), lines);
        return (TranscriptReading.Lines(lines), TranscriptUsageScan.Run([Path.Combine(_folder.Path, "projects")], TimeZoneInfo.Utc, Prices, TestContext.Current.CancellationToken));
    }
}
