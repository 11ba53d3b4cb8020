namespace Coxswain.Core.Budgets.Replay;

/// <summary>Sums of requests whose cost is known, and counts.</summary>
internal sealed class ReplayTally
{
    private decimal _likely;
    private decimal _low;
    private decimal _high;

    public long Requests { get; private set; }

    public long Moved { get; private set; }

    /// <summary>What was paid is not known: in no sum.</summary>
    public long Unknown { get; private set; }

    public long Refused { get; private set; }

    public decimal ActualUsd { get; private set; }

    public void Add(ReplayRequest request, ReplayedRequest likely, ReplayedRequest low, ReplayedRequest high)
    {
        Requests++;
        Moved += likely.ModelId != request.Call.ModelId ? 1 : 0;
        Refused += likely.IsRefused ? 1 : 0;
        if (request.CostUsd is not { } paid || likely.CostUsd is not { } cost)
        {
            Unknown++;
            return;
        }

        ActualUsd += paid;
        _likely += cost;
        _low += low.CostUsd ?? cost;
        _high += high.CostUsd ?? cost;
    }

    public ReplayFigures Figures() => new(
        Requests, Moved, Unknown, Refused, Requests == Unknown ? null : ActualUsd, Requests == Unknown ? null : _likely,
        Requests == Unknown ? null : Math.Min(_likely, Math.Min(_low, _high)), Requests == Unknown ? null : Math.Max(_likely, Math.Max(_low, _high)));
}
