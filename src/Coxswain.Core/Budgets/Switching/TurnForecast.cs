namespace Coxswain.Core.Budgets.Switching;

/// <summary>How many turns a conversation still has, the one being asked for included, so at least one.</summary>
public sealed class TurnForecast
{
    /// <summary>Standard normal deviate of an 80 % interval.</summary>
    private const double Z80 = 1.2815515655446004;

    private readonly double[] _survival;
    private readonly double[] _logVariance;

    /// <param name="survival">At place k the chance of more than k turns; starts with 1, never rises.</param>
    /// <param name="logVariance">Of the logarithm of each.</param>
    internal TurnForecast(double[] survival, double[] logVariance, int sessionsSoFar)
    {
        _survival = survival;
        _logVariance = logVariance;
        SessionsSoFar = sessionsSoFar;
    }

    /// <summary>Own sessions that got as far as this one: what the forecast rests on besides the prior.</summary>
    public int SessionsSoFar { get; }

    /// <summary>Turns looked ahead.</summary>
    public int Horizon => _survival.Length;

    public double Mean => _survival.Sum();

    /// <summary>A number that is known or supposed.</summary>
    public static TurnForecast Exactly(int turns)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(turns, 1);
        var survival = new double[turns + 1];
        Array.Fill(survival, 1, 0, turns);
        return new TurnForecast(survival, new double[survival.Length], 0);
    }

    /// <summary>Chance of at least so many turns; 0 beyond the horizon.</summary>
    public double AtLeast(int turns) => turns <= 1 ? 1 : turns <= Horizon ? _survival[turns - 1] : 0;

    /// <summary>Lower end of the 80 % interval of that chance: what little data cannot rule out.</summary>
    public double AtLeastLow(int turns) => AtLeast(turns) * Math.Exp(-Z80 * Deviation(turns));

    /// <summary>Upper end of the 80 % interval of that chance.</summary>
    public double AtLeastHigh(int turns) => Math.Min(1, AtLeast(turns) * Math.Exp(Z80 * Deviation(turns)));

    /// <summary>The fewest turns that are enough with this chance; <see langword="null"/> when they are beyond the horizon.</summary>
    /// <param name="share">From 0 to 1: 0.5 for the median.</param>
    public int? Quantile(double share)
    {
        for (var turns = 1; turns < Horizon; turns++)
        {
            if (1 - AtLeast(turns + 1) >= share)
            {
                return turns;
            }
        }

        return null;
    }

    private double Deviation(int turns) => turns <= 1 || turns > Horizon ? 0 : Math.Sqrt(_logVariance[turns - 1]);
}
