using Coxswain.Core.Usage.Caching;

namespace Coxswain.Core.Budgets.Replay.Policies;

/// <summary>Chooses the model of each task, by what is known before it. Pure.</summary>
internal interface IReplayPolicy
{
    string Name { get; }

    /// <summary>What it does, in one sentence.</summary>
    string Words { get; }

    /// <returns>A model as the API wants it written; <see langword="null"/>: the one the user had.</returns>
    string? Choose(ReplayMoment moment);

    /// <summary>For one of the client's own calls (titles, summaries, compaction). Its answer is not looked at.</summary>
    /// <returns>A model as the API wants it written; <see langword="null"/>: the one that did.</returns>
    string? ChooseForClient(CachedRequest call) => null;
}
