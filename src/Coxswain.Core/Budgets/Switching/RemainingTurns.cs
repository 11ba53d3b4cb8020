namespace Coxswain.Core.Budgets.Switching;

/// <summary>
/// How many turns a session still has, learned from the user's own sessions. The chance to end after each turn number has a Beta distribution: the prior's sessions and the
/// own ones that got so far, and how many of them ended there. Sessions still open count for the turns they have lasted. With no prior this is the Kaplan–Meier curve.
/// </summary>
public sealed class RemainingTurns
{
    /// <summary>Later turns are all like this one: nobody has enough sessions this long to tell them apart.</summary>
    private const int LastTurn = 5_000;

    private static readonly double[] PriorAtRisk = TurnPrior.AtRisk(LastTurn);

    private readonly int[] _atRisk = new int[LastTurn];
    private readonly int[] _ended = new int[LastTurn];
    private readonly double _priorWeight;

    private RemainingTurns(IEnumerable<SessionLength> sessions, double priorWeight)
    {
        _priorWeight = priorWeight;
        foreach (var session in sessions.Where(session => session.Turns > 0))
        {
            Count(session);
        }

        // So far each place holds the sessions that left there.
        for (var i = LastTurn - 2; i >= 0; i--)
        {
            _atRisk[i] += _atRisk[i + 1];
        }
    }

    /// <summary>The prior alone.</summary>
    public static RemainingTurns Assumed { get; } = new([], 1);

    /// <summary>Own sessions it was learned from, open ones included.</summary>
    public int Sessions { get; private set; }

    public static RemainingTurns Learn(IEnumerable<SessionLength> sessions)
    {
        ArgumentNullException.ThrowIfNull(sessions);
        return new RemainingTurns(sessions, 1);
    }

    /// <summary>With the prior at almost no weight, to be held against the Kaplan–Meier curve.</summary>
    internal static RemainingTurns LearnWithoutPrior(IEnumerable<SessionLength> sessions) => new(sessions, 1e-9);

    /// <summary>What is to be expected of a session that has had so many turns and now asks for one more: that one is certain.</summary>
    public TurnForecast After(int turnsSoFar)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(turnsSoFar);
        var survival = new double[SwitchAssumptions.Horizon];
        foreach (var (at, weight) in NormalPoints.Three)
        {
            var (left, level) = (1.0, Math.Exp(at * SwitchAssumptions.LevelSpread));
            for (var k = 0; k < survival.Length; k++)
            {
                survival[k] += weight * left;
                var (ends, goesOn) = Posterior(turnsSoFar + k + 1, level);
                left *= goesOn / (ends + goesOn);
            }
        }

        return new TurnForecast(survival, Variances(turnsSoFar), _atRisk[Place(turnsSoFar + 1)]);
    }

    /// <summary>Greenwood's formula for the logarithm of the survival, with the Beta's counts.</summary>
    private double[] Variances(int turnsSoFar)
    {
        var variance = new double[SwitchAssumptions.Horizon];
        for (var k = 1; k < variance.Length; k++)
        {
            var (ends, goesOn) = Posterior(turnsSoFar + k, 1);
            variance[k] = variance[k - 1] + (ends / (goesOn * (ends + goesOn + 1)));
        }

        return variance;
    }

    /// <summary>The two counts of the Beta distribution of the chance to end after a turn.</summary>
    /// <param name="level">Multiplies the prior's chance: this user's sessions may all be shorter or longer than others'.</param>
    private (double Ends, double GoesOn) Posterior(int turn, double level)
    {
        var place = Place(turn);
        var prior = PriorAtRisk[place] * _priorWeight;
        var hazard = Math.Min(1, level * TurnPrior.Hazard(place + 1));
        return ((prior * hazard) + _ended[place], (prior * (1 - hazard)) + _atRisk[place] - _ended[place]);
    }

    private void Count(SessionLength session)
    {
        Sessions++;
        if (session.IsOver)
        {
            _ended[Place(session.Turns)] += session.Turns <= LastTurn ? 1 : 0;
            _atRisk[Place(session.Turns)]++;
        }
        else if (session.Turns > 1)
        {
            // Whether its latest turn is its last is not known.
            _atRisk[Place(session.Turns - 1)]++;
        }
    }

    private static int Place(int turn) => Math.Min(turn, LastTurn) - 1;
}
