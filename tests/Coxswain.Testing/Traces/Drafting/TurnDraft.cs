namespace Coxswain.Testing.Traces.Drafting;

/// <summary>One prompt and everything done for it.</summary>
internal sealed class TurnDraft
{
    public required string PromptId { get; init; }

    public required string PromptUuid { get; init; }

    public required string Prompt { get; init; }

    public TraceDifficulty? Difficulty { get; init; }

    /// <summary>Of the task this prompt goes on with, where it asks for an errand.</summary>
    public TraceDifficulty? Thread { get; init; }

    /// <summary>How long the user waited before asking, relative to the session's other waits.</summary>
    public required double GapWeight { get; init; }

    public List<CallDraft> Calls { get; } = [];

    public CallDraft? Title { get; set; }

    public CallDraft? Compaction { get; set; }

    public string? CompactionUuid { get; set; }

    public FailureDraft? Failure { get; set; }

    public string Model { get; set; } = "";

    public DateTimeOffset At { get; set; }

    public long TokensBeforeCompaction { get; set; }

    public long TokensAfterCompaction { get; set; }

    /// <summary>Calls of the main conversation in the order they were made.</summary>
    public IEnumerable<CallDraft> MainCalls => Compaction is null ? Calls : Calls.Prepend(Compaction);

    public IEnumerable<AgentDraft> Agents => Calls.SelectMany(call => call.Tools).Select(tool => tool.Agent).OfType<AgentDraft>();

    public IEnumerable<CallDraft> AllCalls
    {
        get
        {
            var calls = MainCalls.Concat(Agents.SelectMany(agent => agent.Calls));
            return Title is null ? calls : calls.Prepend(Title);
        }
    }
}
