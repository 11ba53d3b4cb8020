using Coxswain.Core.Sessions;

namespace Coxswain.Tests.Core.Sessions.Reading;

/// <summary>The client (2.1.332) writes its note of an interrupt as a line of the user; it is told from prompts without keeping text.</summary>
public sealed class InterruptTests
{
    [Theory]
    [InlineData("""[{"type":"text","text":"[Request interrupted by user]"}]""", PromptFact.Interrupt)]
    [InlineData("""[{"type":"text","text":"[Request interrupted by user for tool use]"}]""", PromptFact.Interrupt)]
    [InlineData("\"[Request interrupted by user]\"", PromptFact.Interrupt)]
    [InlineData("\"What does [Request interrupted by user] mean?\"", "typed")]
    [InlineData("\"[Request interrupted: the session ended before this agent finished.]\"", "typed")]
    public void Note_of_an_interrupt_is_no_prompt(string content, string source)
    {
        var batch = TranscriptReading.Lines(
            $$$"""{"type":"user","uuid":"u1","sessionId":"s1","promptId":"p1","promptSource":"typed","timestamp":"2026-11-22T12:00:00.000Z","cwd":"/home/dev","message":{"role":"user","content":{{{content}}}}}""");

        var prompt = Assert.Single(batch.Prompts);
        Assert.Equal((source, "p1", null), (prompt.Source, prompt.PromptId, prompt.Text));
    }
}
