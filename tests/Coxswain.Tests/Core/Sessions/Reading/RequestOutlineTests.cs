using Coxswain.Testing.Transcripts;

namespace Coxswain.Tests.Core.Sessions.Reading;

public sealed class RequestOutlineTests
{
    [Fact]
    public void Outline_tells_when_a_request_was_sent_and_how_many_messages_it_kept()
    {
        var outlines = TranscriptReading.File(Assert.Single(CapturedTranscripts.Files("tools-json"))).SelectMany(static batch => batch.Outlines).ToList();

        Assert.Equal([(2, null), (4, 2), (6, 4), (8, 6), (10, 8), (13, 10)], outlines.Select(static outline => (outline.Messages, outline.KeptMessages)));
        Assert.Equal("req_1", outlines[0].RequestKey);
        Assert.Equal(new DateTimeOffset(2026, 11, 22, 7, 9, 59, 460, TimeSpan.Zero), outlines[0].SentAt);
        Assert.All(outlines, static outline => Assert.Equal(TimeSpan.FromMinutes(5), outline.RequestedLifetime));
        Assert.Single(outlines.Select(static outline => outline.ParametersHash).Distinct(), static hash => hash.Length == 32);
    }

    [Fact]
    public void Tools_and_system_prompt_of_a_shape_are_told_apart()
    {
        const string Shape = """{"type":"api-request-shape","sessionId":"s","timestamp":"2026-11-22T07:10:15Z","shapeHash":"HASH","shape":{"system":[{"type":"text","text":"SYSTEM"}],"tools":[{"name":"TOOL"}]}}""";
        var shapes = TranscriptReading.Lines(
            Line("1", "be kind", "Read"), Line("2", "be kind", "Grep"), Line("3", "be quick", "Read")).Shapes;

        Assert.Equal((true, false), (shapes[0].SystemHash == shapes[1].SystemHash, shapes[0].ToolsHash == shapes[1].ToolsHash));
        Assert.Equal((false, true), (shapes[0].SystemHash == shapes[2].SystemHash, shapes[0].ToolsHash == shapes[2].ToolsHash));

        static string Line(string hash, string system, string tool) =>
            Shape.Replace("HASH", hash, StringComparison.Ordinal).Replace("SYSTEM", system, StringComparison.Ordinal).Replace("TOOL", tool, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"keep":-1,"tail":[]}""", true)]
    [InlineData("""{"keep":99999999999,"tail":["a"],"base":"x"}""", false)]
    [InlineData("""{"keep":"2","tail":{},"base":7}""", false)]
    [InlineData("""{"params":{"betas":{"a":[[[1]]]},"thinking":"x"}}""", false)]
    public void Counts_of_a_hostile_line_are_bounded_or_damage(string members, bool isDamaged)
    {
        var batch = TranscriptReading.Lines(
            $$"""{"type":"api-request","sessionId":"s","id":"q","timestamp":"2026-11-22T07:10:15Z",{{members[1..]}}""",
            """{"type":"assistant","sessionId":"s","timestamp":"2026-11-22T07:10:16Z","requestId":"r","requestRef":"q","message":{"id":"m","model":"claude-opus-5-5","usage":{"input_tokens":5,"output_tokens":1}}}""");

        Assert.Equal(isDamaged ? 1 : 0, batch.DamagedLines);
        Assert.Equal(isDamaged ? 0 : 1, batch.Outlines.Count);
        Assert.All(batch.Outlines, static outline => Assert.InRange(outline.Messages, 0, 1_000_000));
        Assert.Single(batch.Requests);
    }
}
