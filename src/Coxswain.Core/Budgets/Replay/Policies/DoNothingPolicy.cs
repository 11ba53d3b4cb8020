namespace Coxswain.Core.Budgets.Replay.Policies;

/// <summary>Everything as it was.</summary>
internal sealed class DoNothingPolicy : IReplayPolicy
{
    public string Name => "do-nothing";

    public string Words => "Every request is answered by the model that answered it.";

    public string? Choose(ReplayMoment moment) => null;
}
