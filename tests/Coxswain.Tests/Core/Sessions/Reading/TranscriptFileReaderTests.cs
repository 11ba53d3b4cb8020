using System.Text;
using Coxswain.Core.Sessions;
using Coxswain.Core.Sessions.Reading;
using Coxswain.Testing.Transcripts;

namespace Coxswain.Tests.Core.Sessions.Reading;

public sealed class TranscriptFileReaderTests : IDisposable
{
    private readonly TranscriptFolder _folder = new();

    [Fact]
    public void File_torn_at_any_byte_gives_the_same_facts_once_it_is_whole()
    {
        var bytes = SmallRealFile();
        var path = _folder.File("p/s.jsonl");
        File.WriteAllBytes(path, bytes);
        var whole = Totals(TranscriptReading.File(path));
        var step = Environment.GetEnvironmentVariable("COX_FULL") == "1" ? 1 : 7;

        for (var cut = 0; cut <= bytes.Length; cut += step)
        {
            File.WriteAllBytes(path, bytes[..cut]);
            var before = TranscriptReading.File(path);
            File.WriteAllBytes(path, bytes);
            var after = TranscriptReading.File(path, before.Count > 0 ? before[^1].Cursor : null);

            Assert.Equal(whole, Totals([.. before, .. after]));
        }
    }

    [Fact]
    public void Last_line_without_a_line_feed_counts_once_it_is_a_whole_object()
    {
        var path = _folder.File("p/s.jsonl");
        File.WriteAllText(path, Request("r1") + "\n" + Request("r2"));

        var batch = Assert.Single(TranscriptReading.File(path));
        File.AppendAllText(path, "\n" + Request("r3") + "\n");
        var after = Assert.Single(TranscriptReading.File(path, batch.Cursor));

        Assert.Equal(["r1", "r2"], batch.Requests.Select(request => request.RequestId));
        Assert.Equal(["r3"], after.Requests.Select(request => request.RequestId));
        Assert.Equal(0, batch.DamagedLines + after.DamagedLines);
    }

    [Fact]
    public void Truncated_or_replaced_file_is_read_anew()
    {
        var path = _folder.File("p/s.jsonl");
        File.WriteAllText(path, Request("r1") + "\n" + Request("r2") + "\n");
        var cursor = TranscriptReading.File(path)[^1].Cursor;

        File.WriteAllText(path, Request("r9") + "\n");
        var truncated = Assert.Single(TranscriptReading.File(path, cursor));
        File.WriteAllText(path, Request("x1") + "\n" + Request("x2") + "\n" + Request("x3") + "\n");
        var replaced = Assert.Single(TranscriptReading.File(path, cursor));

        Assert.Equal(["r9"], truncated.Requests.Select(request => request.RequestId));
        Assert.Equal(["x1", "x2", "x3"], replaced.Requests.Select(request => request.RequestId));
    }

    [Fact]
    public void Line_longer_than_the_limit_is_passed_over_and_counted_with_bounded_memory()
    {
        var path = _folder.File("p/s.jsonl");
        var hole = Environment.GetEnvironmentVariable("COX_FULL") == "1" ? 1L << 30 : LineSource.LongestLineBytes + (8L << 20);
        using (var file = File.Create(path))
        {
            file.Write(Encoding.UTF8.GetBytes(Request("r1") + "\n"));
            file.Seek(hole, SeekOrigin.Current);
            file.Write(Encoding.UTF8.GetBytes("\n" + Request("r2") + "\n"));
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        var batches = TranscriptReading.File(path);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(["r1", "r2"], batches.SelectMany(batch => batch.Requests).Select(request => request.RequestId));
        Assert.Equal(1, batches.Sum(batch => batch.DamagedLines));
        Assert.InRange(allocated, 0, 4L * LineSource.LongestLineBytes);
    }

    [Fact]
    public void Too_long_line_still_being_written_is_not_read_again_from_its_start()
    {
        var path = _folder.File("p/s.jsonl");
        using (var file = File.Create(path))
        {
            file.Seek(LineSource.LongestLineBytes + (1L << 20), SeekOrigin.Current);
            file.WriteByte((byte)'x');
        }

        var cursor = TranscriptReading.File(path)[^1].Cursor;
        File.AppendAllText(path, "rest of it\n" + Request("r2") + "\n");
        var after = TranscriptReading.File(path, cursor);

        Assert.Equal(LineSource.LongestLineBytes + (1L << 20) + 1, cursor.OffsetBytes);
        Assert.Equal("r2", Assert.Single(Assert.Single(after).Requests).RequestId);
        Assert.Equal(1, after[0].DamagedLines);
    }

    [Fact]
    public void Long_line_within_the_limit_is_read()
    {
        var path = _folder.File("p/s.jsonl");
        var padding = new string('x', 3_000_000);
        File.WriteAllText(path, Request("r1", padding) + "\n" + Request("r2") + "\n");

        Assert.Equal(["r1", "r2"], TranscriptReading.File(path).SelectMany(batch => batch.Requests).Select(request => request.RequestId));
    }

    [Fact]
    public void Big_file_comes_in_batches_whose_cursors_join_without_gap_or_overlap()
    {
        var path = _folder.File("p/s.jsonl");
        File.WriteAllLines(path, Enumerable.Range(0, 9000).Select(i => Request($"r{i}", new string('p', 900))));

        var batches = TranscriptReading.File(path);
        var resumed = TranscriptReading.File(path, batches[0].Cursor);

        Assert.True(batches.Count > 1);
        Assert.Equal(9000, batches.Sum(batch => batch.Requests.Count));
        Assert.Equal(9000 - batches[0].Requests.Count, resumed.Sum(batch => batch.Requests.Count));
        Assert.Equal(new FileInfo(path).Length, batches[^1].Cursor.OffsetBytes);
    }

    [Fact]
    public void Assistant_line_after_a_cut_still_finds_the_request_it_refers_to()
    {
        var path = _folder.File("p/s.jsonl");
        File.WriteAllText(path, """{"type":"api-request","id":"ref","querySource":"sdk","shapeHash":"hash","params":{"model":"asked","output_config":{"effort":"low"}}}""" + "\n");
        var cursor = Assert.Single(TranscriptReading.File(path)).Cursor;
        File.AppendAllText(path, Request("r1").Replace("\"type\"", "\"requestRef\":\"ref\",\"type\"", StringComparison.Ordinal) + "\n");

        var request = Assert.Single(Assert.Single(TranscriptReading.File(path, cursor)).Requests);

        Assert.Equal(("sdk", "hash", "asked", "low"), (request.QuerySource, request.ShapeHash, request.RequestedModel, request.Effort));
    }

    /// <summary>As 2.1.330 writes them: a line for each try, the answer names the last one. Other agents' and other kinds of requests between them are not tries.</summary>
    [Fact]
    public void Tries_are_counted_by_their_lines_across_cuts()
    {
        string[] lines =
        [
            Try("a1", "sdk"), Answer("r1", "a1"), Answer("r1", "a1"),
            Try("b1", "sdk"), Try("t1", "generate_session_title"), Try("b2", "sdk"), Try("x1", "sdk", "agent-1"), Answer("title", "t1"), Try("b3", "sdk"), Answer("r2", "b3"),
            Try("c1", "sdk"), Answer("r3", "c1"), Answer("r4", "gone"), Request("r5"),
            Try("d1", "sdk"), Failed("request_retry", "529"), Try("d2", "sdk"), Failed("request_retry"), Try("d3", "sdk"), Failed("connection_retry"), Try("d4", "sdk"), Answer("r6", "d4"),
            Try("e1", "sdk"), """{"type":"assistant","isApiErrorMessage":true,"message":{}}""", Try("e2", "sdk"), Answer("r7", "e2"),
            Try("f1", "sdk"), User(""), Try("f2", "sdk"), Answer("r8", "f2"),
            Try("g1", "sdk"), User("agent-1"), Failed("request_retry", "529", "agent-1"), Try("g2", "sdk"), Answer("r9", "g2"),
        ];
        var path = _folder.File("p/s.jsonl");
        File.WriteAllText(path, "");
        var tries = new List<(string, byte)>();
        TranscriptCursor? cursor = null;
        foreach (var line in lines)
        {
            File.AppendAllText(path, line + "\n");
            foreach (var batch in TranscriptReading.File(path, cursor))
            {
                cursor = batch.Cursor;
                tries.AddRange(batch.Requests.Select(request => (request.RequestKey, request.Tries)));
            }
        }

        Assert.Equal([("r1", 1), ("r1", 1), ("title", 1), ("r2", 3), ("r3", 1), ("r4", 0), ("r5", 0), ("r6", 2), ("r7", 1), ("r8", 1), ("r9", 2)], tries);

        static string Try(string id, string source, string agent = "") => $$"""{"type":"api-request","id":"{{id}}","agentId":"{{agent}}","querySource":"{{source}}","params":{} }""";
        static string Failed(string source, string status = "null", string agent = "") => $$"""
            {"type":"system","subtype":"api_error","timestamp":"2026-11-22T12:00:00Z","agentId":"{{agent}}","source":"{{source}}","error":{"status":{{status}} } }
            """.Trim();
        static string User(string agent) => $$"""{"type":"user","agentId":"{{agent}}","message":{"role":"user","content":"go on"} }""";
        static string Answer(string request, string reference) => Request(request).Replace("\"type\"", $"\"requestRef\":\"{reference}\",\"type\"", StringComparison.Ordinal);
    }

    [Fact]
    public void Meta_file_is_read_once_and_again_when_it_changed()
    {
        var path = _folder.File("p/s1/subagents/workflows/run7/agent-abc.meta.json");
        File.WriteAllText(path, """{"agentType":"Explore","description":"look","toolUseId":"toolu_2","spawnDepth":2,"model":"claude-haiku-5-5"}""");
        var file = TranscriptFile.At(path);

        var batch = TranscriptReading.Meta(file, null);
        var again = TranscriptReading.Meta(file, batch?.Cursor);
        File.WriteAllText(path, """{"agentType":"Explore","description":"look","toolUseId":"toolu_2","spawnDepth":2,"model":"claude-haiku-5-5","finished":true}""");
        var changed = TranscriptReading.Meta(file, batch?.Cursor);

        var fact = Assert.Single(batch!.Subagents);
        Assert.Equal(("s1", "abc", "Explore", "toolu_2", 2, "run7"), (fact.Context.SessionId, fact.Context.AgentId, fact.AgentType, fact.ToolUseId, fact.SpawnDepth, fact.WorkflowRunId));
        Assert.Null(again);
        Assert.NotNull(changed);
    }

    public void Dispose() => _folder.Dispose();

    private static string Request(string id, string padding = "") =>
        """{"type":"assistant","timestamp":"2026-11-22T00:00:01Z","sessionId":"s","requestId":"KEY","message":{"id":"m-KEY","model":"claude-opus-5-5","content":[{"type":"text","text":"TEXT"}],"usage":{"input_tokens":10,"output_tokens":5}}}"""
            .Replace("KEY", id, StringComparison.Ordinal).Replace("TEXT", padding, StringComparison.Ordinal);

    private static byte[] SmallRealFile() => File.ReadAllBytes(CapturedTranscripts.Files("overloaded-exhausted")[0])
        .Concat(File.ReadAllBytes(CapturedTranscripts.Files("compacted-forked")[0])[..12_000]).Concat("\n"u8.ToArray()).ToArray();

    /// <summary>A call and its result are one fact when one batch has both.</summary>
    private static IEnumerable<string> Halves(ToolCallFact call)
    {
        if (call.CalledAt is not null)
        {
            yield return (call with { FinishedAt = null, Success = null, ResultBytes = 0, Decision = "", DecisionSource = "" }).ToString();
        }

        if (call.FinishedAt is not null)
        {
            yield return (call with { CalledAt = null, ToolName = "", RequestKey = "", InputBytes = 0, Target = "" }).ToString();
        }
    }

    private static string Totals(IReadOnlyList<TranscriptBatch> batches) => string.Join('\n', new object[]
    {
        string.Join(',', batches.SelectMany(batch => batch.Requests).Select(item => item with { Context = new LineContext("", "", "", "", "", "", false, false) }).GroupBy(item => item.RequestKey)
            .Select(group => group.Aggregate(RequestSnapshots.Merge)).Select(item => item.ToString())),
        string.Join(',', batches.SelectMany(batch => batch.Prompts)),
        string.Join(',', batches.SelectMany(batch => batch.ApiErrors)),
        string.Join(',', batches.SelectMany(batch => batch.ToolCalls).SelectMany(Halves).Order(StringComparer.Ordinal)),
        string.Join(',', batches.SelectMany(batch => batch.SessionCosts).Select(cost => (cost.TotalCostUsd, cost.SeenAt))),
        batches.Sum(batch => batch.DamagedLines),
    });
}
