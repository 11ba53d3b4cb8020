namespace Coxswain.Testing.Traces.Drafting;

internal sealed class ToolDraft
{
    public required string ToolUseId { get; init; }

    public required string ResultUuid { get; init; }

    public required ToolSample Sample { get; init; }

    public required int DurationMs { get; set; }

    /// <summary>How much the result adds to the conversation, before scaling.</summary>
    public required int ResultTokens { get; init; }

    public required bool Fails { get; init; }

    public AgentDraft? Agent { get; init; }

    public DateTimeOffset At { get; set; }
}
