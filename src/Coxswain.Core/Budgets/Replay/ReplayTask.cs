using Coxswain.Core.Budgets.Recommending;

namespace Coxswain.Core.Budgets.Replay;

/// <summary>What one prompt, or the start of one subagent, led to.</summary>
/// <param name="Features">What was known before it was begun, and nothing of what came of it.</param>
/// <param name="Requests">In order; never empty.</param>
internal sealed record ReplayTask(TaskFeatures Features, IReadOnlyList<ReplayRequest> Requests)
{
    /// <summary>Of its first request.</summary>
    public string ModelId => Requests[0].Call.ModelId;
}
