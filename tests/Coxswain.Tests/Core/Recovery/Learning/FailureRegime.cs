using Coxswain.Core.Recovery.Learning;

namespace Coxswain.Tests.Core.Recovery.Learning;

/// <summary>How often each strategy really helps, and what an attempt of it costs (1 is a plain attempt).</summary>
internal sealed record FailureRegime(IReadOnlyDictionary<RecoveryStrategy, double> Rates)
{
    /// <summary>A failure nothing helped with costs as much as so many attempts more.</summary>
    private const double GivingUp = 3;

    public static FailureRegime Of(double modelSwitch, double reduction, double retry)
        => new(new Dictionary<RecoveryStrategy, double>
        {
            [RecoveryStrategy.ModelSwitch] = modelSwitch, [RecoveryStrategy.TokenReduction] = reduction, [RecoveryStrategy.Retry] = retry,
        });

    public RecoveryStrategy Best => Rates.MaxBy(rate => rate.Value).Key;

    public double BestCost => BestFixed(this);

    /// <summary>Mean cost of the one order that is best over all these, each as long as the others.</summary>
    public static double BestFixed(params FailureRegime[] regimes) => Orders([.. regimes[0].Rates.Keys]).Min(order => regimes.Average(regime => regime.ExpectedCost(order)));

    /// <summary>Attempts until the first success, trying in this order.</summary>
    public double ExpectedCost(IEnumerable<RecoveryStrategy> order)
    {
        var (cost, reached) = (0.0, 1.0);
        foreach (var strategy in order)
        {
            cost += reached;
            reached *= 1 - Rates[strategy];
        }

        return cost + (reached * GivingUp);
    }

    private static IEnumerable<RecoveryStrategy[]> Orders(RecoveryStrategy[] left)
        => left.Length == 0 ? [[]] : left.SelectMany(first => Orders([.. left.Where(other => other != first)]).Select(rest => (RecoveryStrategy[])[first, .. rest]));
}
