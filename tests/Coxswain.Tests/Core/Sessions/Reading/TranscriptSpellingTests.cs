using System.Text;
using Coxswain.Testing.Transcripts;
using CsCheck;

namespace Coxswain.Tests.Core.Sessions.Reading;

public sealed class TranscriptSpellingTests
{
    private static readonly string[][] Files = [.. CapturedTranscripts.AllFiles().Select(File.ReadAllLines)];

    [Fact]
    public void Facts_do_not_depend_on_how_the_json_is_spelled() =>
        Gen.Select(Gen.Int[0, Files.Length - 1], Gen.Int).Sample(
            (file, seed) =>
            {
                var spelling = new JsonSpelling(new Random(seed));
                var expected = TranscriptReading.Text(TranscriptReading.Lines(Files[file]));

                var respelled = Files[file].Select(line => Encoding.UTF8.GetBytes((seed % 3 == 0 ? "\uFEFF" : "") + spelling.Respell(line) + (seed % 2 == 0 ? "\r" : "")));

                return TranscriptReading.Text(TranscriptReading.Bytes(respelled)) == expected;
            },
            iter: 150,
            threads: 1);

    [Fact]
    public void Broken_text_is_read_as_far_as_it_can_be()
    {
        var batch = TranscriptReading.Bytes(
            [
                [.. """{"type":"user","uuid":"u","timestamp":"2026-11-22T00:00:00Z","sessionId":"s","cwd":"/a\ud83d","message":{"role":"user","content":"cut \ud83d"""u8, .. "\""u8, .. "}}"u8],
                [.. """{"type":"user","uuid":"v","timestamp":"2026-11-22T00:00:00Z","sessionId":"s","cwd":"/b","message":{"role":"user","content":"bytes """u8, 0xC3, 0x28, .. "\"}}"u8],
            ],
            keepPromptText: true);

        Assert.Equal(["cut \uFFFD", "bytes \uFFFD("], batch.Prompts.Select(prompt => prompt.Text));
        Assert.Equal("/a\uFFFD", batch.Prompts[0].Context.Project);
        Assert.Equal(0, batch.DamagedLines);
    }

    [Theory]
    [InlineData("""{"a":1""")]
    [InlineData("""{"a":1} {"b":2}""")]
    [InlineData("""[1,2]""")]
    [InlineData("""nonsense""")]
    [InlineData("""{"type":"assistant","message":{"id":"m","model":"x","usage":{"input_tokens":5}}}""")]
    public void Damaged_line_is_counted_and_costs_nothing_else(string damaged)
    {
        var good = Files[0];

        var batch = TranscriptReading.Lines([.. good, damaged]);

        Assert.Equal(1, batch.DamagedLines);
        Assert.Equal(TranscriptReading.Text(TranscriptReading.Lines(good)), TranscriptReading.Text(batch with { DamagedLines = 0 }));
    }

    [Fact]
    public void Unknown_line_types_are_counted_and_bounded()
    {
        var batch = TranscriptReading.Lines(Enumerable.Range(0, 1000).Select(i => $$"""{"type":"new-{{i}}"}""").Append("""{"type":"new-1"}""").Append("{}"));

        Assert.Equal(2, batch.UnknownLineTypes["new-1"]);
        Assert.InRange(batch.UnknownLineTypes.Count, 100, 101);
        Assert.Equal(1002, batch.UnknownLineTypes.Values.Sum());
    }

    [Fact]
    public void Largest_count_of_each_field_wins_among_snapshots_of_one_request()
    {
        const string Head = """{"type":"assistant","timestamp":"2026-11-22T00:00:0XZ","sessionId":"s","cwd":"/","requestId":"r","message":{"id":"m","model":"claude-opus-5-5","stop_reason":STOP,"usage":""";
        var first = Head.Replace("0X", "01").Replace("STOP", "null") + """{"input_tokens":10,"output_tokens":1,"cache_creation_input_tokens":2000}}}""";
        var second = Head.Replace("0X", "02").Replace("STOP", "\"end_turn\"")
            + """{"input_tokens":10,"output_tokens":700,"cache_creation_input_tokens":2000,"cache_creation":{"ephemeral_1h_input_tokens":2000}}}}""";

        foreach (var lines in new[] { new[] { first, second, first }, [second, first], [first, second] })
        {
            var request = Assert.Single(TranscriptReading.Lines(lines).Requests);

            Assert.Equal((10, 700, 0, 2000, "end_turn"), (request.InputTokens, request.OutputTokens, request.CacheWrite5mTokens, request.CacheWrite1hTokens, request.StopReason));
        }
    }

    [Fact]
    public void Split_of_zeros_counts_as_five_minute_writes()
    {
        var request = Assert.Single(TranscriptReading.Lines(
            """{"timestamp":"2026-11-22T00:00:01Z","type":"assistant","message":{"id":"m","model":"x","usage":{"cache_creation_input_tokens":"2000","cache_creation":{"ephemeral_5m_input_tokens":0,"ephemeral_1h_input_tokens":0}}}}""").Requests);

        Assert.Equal((2000, 0, "msg:m"), (request.CacheWrite5mTokens, request.CacheWrite1hTokens, request.RequestKey));
    }
}
