namespace Coxswain.Testing.Traces.Drafting;

internal sealed class AgentDraft
{
    public required string AgentId { get; init; }

    public required string Name { get; init; }

    public required string Description { get; init; }

    public required string Prompt { get; init; }

    public TraceDifficulty? Difficulty { get; init; }

    public List<CallDraft> Calls { get; } = [];

    public DateTimeOffset StartedAt { get; set; }

    public DateTimeOffset EndedAt { get; set; }
}
