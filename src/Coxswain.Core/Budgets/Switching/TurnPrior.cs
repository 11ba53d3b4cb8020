namespace Coxswain.Core.Budgets.Switching;

/// <summary>
/// How long sessions last where no own session tells: each ends after any turn with a chance of its own, and these chances are spread as a Beta distribution (the
/// shifted beta-geometric model, Fader and Hardie 2007). The longer a session has lasted, the less likely it is to end.
/// </summary>
internal static class TurnPrior
{
    private const double Alpha = SwitchAssumptions.LengthShape;

    /// <summary>Makes the mean length (Alpha + Beta - 1) / (Alpha - 1).</summary>
    private const double Beta = (SwitchAssumptions.MeanTurns * (Alpha - 1)) - Alpha + 1;

    /// <summary>Chance that a session that got to this turn, counted from 1, has it as its last.</summary>
    public static double Hazard(int turn) => Alpha / (Alpha + Beta + turn - 1);

    /// <summary>As many of the prior's sessions get to each turn; the first entry is turn 1.</summary>
    public static double[] AtRisk(int turns)
    {
        var left = new double[turns];
        var sessions = SwitchAssumptions.PriorSessions;
        for (var turn = 1; turn <= turns; turn++)
        {
            left[turn - 1] = sessions;
            sessions *= 1 - Hazard(turn);
        }

        return left;
    }
}
