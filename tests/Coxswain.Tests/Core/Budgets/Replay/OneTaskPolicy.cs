using Coxswain.Core.Budgets.Replay;
using Coxswain.Core.Budgets.Replay.Policies;

namespace Coxswain.Tests.Core.Budgets.Replay;

/// <summary>Moves the task of one place, counted from 0.</summary>
internal sealed class OneTaskPolicy(int place, string model) : IReplayPolicy
{
    private int _next;

    public string Name => "one";

    public string Words => "One task is moved.";

    public string? Choose(ReplayMoment moment) => _next++ == place ? model : null;
}
