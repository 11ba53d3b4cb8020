namespace Coxswain.Core.Budgets.Replay;

/// <summary>A session's main conversation, or one subagent's.</summary>
/// <param name="Compactions">When it was compacted, in order.</param>
internal sealed record ReplayConversation(string SessionId, bool IsSubagent, IReadOnlyList<ReplayTask> Tasks, IReadOnlyList<DateTimeOffset> Compactions)
{
    public DateTimeOffset Start => Tasks[0].Requests[0].Call.UsedAt;

    public DateTimeOffset End => Tasks[^1].Requests[^1].Call.Time;

    public int Turns => Tasks.Sum(static task => task.Requests.Count);
}
