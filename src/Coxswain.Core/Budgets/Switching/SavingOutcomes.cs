namespace Coxswain.Core.Budgets.Switching;

/// <summary>Every way the saving may turn out with its weight: how many turns are left, how big they are, and how many of them come after the cache has expired.</summary>
internal sealed class SavingOutcomes(TurnForecast remaining, TurnShape turn)
{
    private readonly List<(decimal Saving, double Weight)> _outcomes = [];
    private double _stay;
    private double _switch;
    private double _low;
    private double _high;

    public decimal ExpectedStayUsd => (decimal)_stay;

    public decimal ExpectedSwitchUsd => (decimal)_switch;

    /// <param name="weight">Of this size of turns among all sizes.</param>
    public void Add(SavingPath path, double weight)
    {
        var (likely, low, high) = (1.0, 1.0, 1.0);
        for (var turns = 1; turns <= path.Turns; turns++)
        {
            var last = turns == path.Turns;
            var ends = likely - (likely = last ? 0 : Math.Min(likely, remaining.AtLeast(turns + 1)));
            var endsLow = low - (low = last ? 0 : Math.Min(low, remaining.AtLeastLow(turns + 1)));
            var endsHigh = high - (high = last ? 0 : Math.Min(high, remaining.AtLeastHigh(turns + 1)));
            if (ends <= 0 && endsLow <= 0 && endsHigh <= 0)
            {
                continue;
            }

            var (stayUsd, switchUsd) = path.After(turns, Math.Clamp(turn.ColdShare, 0, 1));
            _stay += (double)stayUsd * ends * weight;
            _switch += (double)switchUsd * ends * weight;
            foreach (var (coldShare, likelihood) in ColdShares.Of(turn, turns))
            {
                var (stay, after) = path.After(turns, coldShare);
                _outcomes.Add((stay - after, ends * weight * likelihood));
                if (stay > after)
                {
                    _low += endsLow * weight * likelihood;
                    _high += endsHigh * weight * likelihood;
                }
            }
        }
    }

    public SavingSpread Spread()
    {
        _outcomes.Sort((one, other) => one.Saving.CompareTo(other.Saving));
        var chance = _outcomes.Where(outcome => outcome.Saving > 0).Sum(outcome => outcome.Weight);
        return new SavingSpread(Quantile(0.1), Quantile(0.9), Math.Min(1, chance), Math.Min(1, Math.Min(chance, Math.Min(_low, _high))));
    }

    private decimal Quantile(double share)
    {
        var below = 0.0;
        foreach (var (saving, weight) in _outcomes)
        {
            below += weight;
            if (below >= share)
            {
                return saving;
            }
        }

        return _outcomes[^1].Saving;
    }
}
