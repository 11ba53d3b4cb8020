using Coxswain.Core.Budgets.Recommending;

namespace Coxswain.Core.Budgets.Replay;

/// <summary>What one prompt, or the start of one subagent, led to.</summary>
/// <param name="Features">What was known before it was begun, and nothing of what came of it.</param>
/// <param name="Requests">In order; never empty.</param>
internal sealed record ReplayTask(TaskFeatures Features, IReadOnlyList<ReplayRequest> Requests)
{
    /// <summary>A few words that only go on with the task before ("yes, do that"): its features are of both.</summary>
    public bool IsPart { get; init; }

    /// <summary>What it may go on with, where its own words do not say how hard it is: the last task of the conversation whose words do, and those since.</summary>
    public IReadOnlyList<TaskFeatures> GoesOnWith { get; init; } = [];

    /// <summary>Of its first request.</summary>
    public string ModelId => Requests[0].Call.ModelId;
}
