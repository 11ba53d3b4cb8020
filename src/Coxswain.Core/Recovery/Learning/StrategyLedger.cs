using Coxswain.Core.Pricing;

namespace Coxswain.Core.Recovery.Learning;

/// <summary>
/// Learns from outcomes in which order strategies are best tried. Each has a Beta distribution: the plan's prior, what the class as a whole shows, and what this model and size shows.
/// A rate is drawn from each (Thompson sampling) and divided by what an attempt costs, 1 + extra USD / <see cref="LearningPolicy.AttemptWorthUsd"/>: trying in the order of
/// success per cost is the cheapest way to the first success. Safe for use by many threads.
/// </summary>
/// <param name="random">Used by nobody else.</param>
public sealed class StrategyLedger(LearningPolicy policy, Random random)
{
    /// <summary>Clients name models as they like; beyond these the one not seen for longest is forgotten.</summary>
    private const int MostPlaces = 2000;

    private readonly Lock _gate = new();
    private readonly Dictionary<(FailureClass Class, string Model, SizeBucket? Size), Dictionary<RecoveryStrategy, Tally>> _places = [];

    /// <param name="isSuccess">An answer came of it.</param>
    /// <param name="extraCostUsd">Beyond what the call would have cost without the failure; below zero counts as zero.</param>
    public void Record(FailureKey key, RecoveryStrategy strategy, bool isSuccess, double extraCostUsd, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(key);
        var cost = double.IsFinite(extraCostUsd) ? Math.Max(0, extraCostUsd) : 0;
        lock (_gate)
        {
            foreach (var place in new[] { Here(key), Class(key) })
            {
                var tallies = Place(place);
                tallies[strategy] = tallies.GetValueOrDefault(strategy, new Tally(0, 0, 0, now)).With(isSuccess, cost, now, policy);
            }
        }
    }

    /// <summary>What may be tried, best first: the plan's order without any outcome, then drawn anew for each call, so it varies as long as little is known. Empty for a failure that is the client's to see.</summary>
    public IReadOnlyList<RankedStrategy> Order(FailureKey key, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(key);
        lock (_gate)
        {
            var known = StrategyPriors.For(key.Class, key.Model)
                .Select(prior => (Prior: prior, Here: Of(Here(key), prior.Strategy, now), Class: Of(Class(key), prior.Strategy, now))).ToArray();

            // With nothing to go by, chance has no say either.
            var isUntried = known.Sum(entry => entry.Class.Outcomes) < 1;
            return [.. known
                .Select(entry => (entry.Here, entry.Class, entry.Prior.Strategy, IsLast: IsUnproven(entry.Prior, entry.Here, entry.Class),
                    Score: isUntried ? entry.Prior.SuccessRate : Draw(entry.Prior, entry.Here, entry.Class)))
                .OrderBy(entry => entry.IsLast).ThenByDescending(entry => entry.Score)
                .Select(entry => new RankedStrategy(entry.Strategy, StrategyRate.Of(entry.Here), StrategyRate.Of(entry.Class)))];
        }
    }

    public IReadOnlyList<StrategyCounts> Snapshot()
    {
        lock (_gate)
        {
            return [.. _places.SelectMany(place => place.Value.Select(entry => new StrategyCounts(
                place.Key.Class, place.Key.Model, place.Key.Size, entry.Key, entry.Value.Successes, entry.Value.Failures, entry.Value.CostUsd, entry.Value.At)))];
        }
    }

    /// <summary>In place of all that was learned. Figures that cannot be counts are left out.</summary>
    public void Restore(IEnumerable<StrategyCounts> counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        lock (_gate)
        {
            _places.Clear();
            foreach (var count in counts.Where(count => IsCount(count.Successes) && IsCount(count.Failures) && IsCount(count.ExtraCostUsd)))
            {
                Place((count.Class, ModelId.Normalise(count.Model), count.Size))[count.Strategy] = new Tally(count.Successes, count.Failures, count.ExtraCostUsd, count.At);
            }
        }
    }

    private static bool IsCount(double value) => value is >= 0 and < 1e9;

    private static (FailureClass, string, SizeBucket?) Here(FailureKey key) => (key.Class, ModelId.Normalise(key.Model), key.Size);

    private static (FailureClass, string, SizeBucket?) Class(FailureKey key) => (key.Class, "", null);

    private bool IsUnproven(StrategyPrior prior, Tally here, Tally inClass) => prior.NeedsEvidence && here.Outcomes < policy.EvidenceOutcomes && inClass.Outcomes < policy.EvidenceOutcomes;

    private double Draw(StrategyPrior prior, Tally here, Tally inClass)
    {
        var weight = inClass.Outcomes > 0 ? Math.Min(1, policy.ClassOutcomes / inClass.Outcomes) * policy.ClassOutcomes / (policy.ClassOutcomes + here.Outcomes) : 0;
        var alpha = (prior.SuccessRate * policy.PriorOutcomes) + (weight * inClass.Successes) + here.Successes;
        var beta = ((1 - prior.SuccessRate) * policy.PriorOutcomes) + (weight * inClass.Failures) + here.Failures;
        var cost = here.Outcomes > 0 ? here.MeanCostUsd : inClass.MeanCostUsd;
        return BetaSampler.Sample(random, alpha, beta) / (1 + (cost / policy.AttemptWorthUsd));
    }

    private Tally Of((FailureClass, string, SizeBucket?) place, RecoveryStrategy strategy, DateTimeOffset now)
        => _places.TryGetValue(place, out var tallies) && tallies.TryGetValue(strategy, out var tally) ? tally.FadedTo(now, policy.HalfLife) : default;

    private Dictionary<RecoveryStrategy, Tally> Place((FailureClass Class, string Model, SizeBucket? Size) place)
    {
        if (_places.TryGetValue(place, out var tallies))
        {
            return tallies;
        }

        if (_places.Count >= MostPlaces)
        {
            _places.Remove(_places.Where(entry => entry.Key.Size is not null).MinBy(entry => entry.Value.Values.Max(tally => tally.At)).Key);
        }

        return _places[place] = [];
    }
}
