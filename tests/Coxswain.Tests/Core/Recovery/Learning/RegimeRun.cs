using Coxswain.Core.Recovery;
using Coxswain.Core.Recovery.Learning;

namespace Coxswain.Tests.Core.Recovery.Learning;

/// <summary>Failures one after the other, each tried in the learned order until something helps.</summary>
internal sealed class RegimeRun(int seed)
{
    private static readonly FailureKey Key = FailureKey.Of(FailureClass.NoFirstByte, "claude-sonnet-5-5", 4000);

    private readonly Random _world = new(seed);
    private readonly StrategyLedger _ledger = new(new LearningPolicy(), new Random(~seed));
    private DateTimeOffset _now = new(2026, 11, 26, 0, 0, 0, TimeSpan.Zero);

    /// <returns>For each failure: whether the best strategy stood first, and how much more attempts the order was to cost than the best fixed one.</returns>
    public IReadOnlyList<(bool IsBestFirst, double Regret)> Go(FailureRegime regime, int failures)
    {
        var steps = new List<(bool, double)>();
        for (var i = 0; i < failures; i++)
        {
            _now += TimeSpan.FromMinutes(7);
            var order = _ledger.Order(Key, _now).Select(ranked => ranked.Strategy).ToArray();
            steps.Add((order[0] == regime.Best, regime.ExpectedCost(order) - regime.BestCost));
            foreach (var strategy in order)
            {
                var helped = _world.NextDouble() < regime.Rates[strategy];
                _ledger.Record(Key, strategy, helped, 0, _now);
                if (helped)
                {
                    break;
                }
            }
        }

        return steps;
    }
}
