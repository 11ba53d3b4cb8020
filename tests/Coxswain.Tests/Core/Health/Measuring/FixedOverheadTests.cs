using Coxswain.Core.Health;
using Coxswain.Core.Health.Measuring;
using Coxswain.Core.Health.Window;
using static Coxswain.Tests.Core.Health.HealthSubjects;

namespace Coxswain.Tests.Core.Health.Measuring;

public sealed class FixedOverheadTests
{
    private static readonly ContextWindow Window = new()
    {
        Requests = [Request(1, 100, write: 320, windowBytes: 20), Request(2, 900, windowBytes: 500)],
        Shape = new PromptShape(100, new Dictionary<string, long> { ["Read"] = 50, ["mcp__idle__a"] = 40, ["mcp__idle__b"] = 20, ["mcp__busy__c"] = 30 }),
        ToolsCalled = new HashSet<string> { "Read", "mcp__busy__c" },
        LastTurn = 2,
    };

    [Fact]
    public void It_is_the_first_requests_prompt_less_the_conversation_in_it()
    {
        // 420 - 20 = 400 of 1,000; at half a token a byte 410.
        var metric = FixedOverhead.Of(Of(Window));

        Assert.Equal(0.4, metric.Value);
        Assert.Equal(0.4, metric.Low);
        Assert.Equal(0.41, metric.High);
        Assert.Equal(HealthBand.Bad, metric.Band);
    }

    [Fact]
    public void Parts_are_told_by_the_requests_shape_and_the_rest_is_what_they_leave()
    {
        // 100 + 50 + 60 + 30 = 240 of 400; 160 are CLAUDE.md and reminders.
        var metric = FixedOverhead.Of(Of(Window));

        Assert.Equal(
            [("system prompt", 100L), ("MCP server idle", 60L), ("tools of the client", 50L), ("MCP server busy", 30L), ("CLAUDE.md, reminders and the rest", 160L)],
            metric.Parts.Select(part => (part.Name, part.Tokens ?? -1)));
    }

    [Fact]
    public void Servers_nobody_called_are_named_with_what_they_take()
    {
        var metric = FixedOverhead.Of(Of(Window));

        Assert.Contains("idle", metric.Advice, StringComparison.Ordinal);
        Assert.DoesNotContain("busy", metric.Advice, StringComparison.Ordinal);
        Assert.Equal(60, metric.Frees?.Tokens);
    }
}
