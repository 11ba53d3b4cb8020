namespace Coxswain.Testing.Traces;

/// <summary>One run of a subagent.</summary>
/// <param name="ToolUseId">The Agent tool call that started it.</param>
public sealed record TraceAgent(string AgentId, string Name, string ToolUseId, string Description, string Prompt, string Model)
{
    /// <inheritdoc cref="TracePrompt.Difficulty"/>
    public TraceDifficulty? Difficulty { get; init; }
}
