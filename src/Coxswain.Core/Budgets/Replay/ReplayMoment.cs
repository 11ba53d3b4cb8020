using Coxswain.Core.Budgets.Recommending;
using Coxswain.Core.Budgets.Switching;

namespace Coxswain.Core.Budgets.Replay;

/// <summary>A task is about to make its first request: what a policy may know then. Nothing of what comes after it.</summary>
internal sealed record ReplayMoment
{
    public required DateTimeOffset At { get; init; }

    public required bool IsSubagent { get; init; }

    /// <summary>The model the user had it done by.</summary>
    public required string ModelId { get; init; }

    /// <summary>The model that answered last under the policy; <see langword="null"/>: none has.</summary>
    public required string? Before { get; init; }

    public required TaskFeatures Task { get; init; }

    /// <summary>What the task may go on with, where its own words do not say how hard it is.</summary>
    public IReadOnlyList<TaskFeatures> GoesOnWith { get; init; } = [];

    /// <summary>The prompt of the request that is about to be made.</summary>
    public required long PromptTokens { get; init; }

    /// <summary>As they are under the policy so far.</summary>
    public required ReplayCaches Caches { get; init; }

    public required CacheLifetime Lifetime { get; init; }

    public required SwitchMoment Moment { get; init; }

    /// <summary>Requests of the conversation so far, as recorded.</summary>
    public required IReadOnlyList<SessionRequest> Past { get; init; }

    /// <summary>Of each earlier task of the conversation: from its start to the start of the next one.</summary>
    public required IReadOnlyList<TimeSpan> Spans { get; init; }

    /// <summary>What can be said of tasks by those that had ended before.</summary>
    public required ReplayAdvice Advice { get; init; }
}
