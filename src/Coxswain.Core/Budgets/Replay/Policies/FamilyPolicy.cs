namespace Coxswain.Core.Budgets.Replay.Policies;

/// <summary>Everything by the newest model of one family, whether it can do it or not: to be held against others.</summary>
internal sealed class FamilyPolicy(ReplayModels models, string family) : IReplayPolicy
{
    public string Name => "all-" + family;

    public string Words => $"Every task is done by the newest {family} model.";

    public string? Choose(ReplayMoment moment) => models.Newest(family, moment.At);
}
