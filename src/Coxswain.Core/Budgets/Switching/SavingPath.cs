namespace Coxswain.Core.Budgets.Switching;

/// <summary>What each way has cost in total after each number of turns.</summary>
internal sealed class SavingPath
{
    private readonly List<(TurnCost Stay, TurnCost Switch)> _totals = [];

    public SavingPath(ConversationSide stay, ConversationSide target, int horizon)
    {
        var (stayTotal, switchTotal) = (default(TurnCost), default(TurnCost));
        foreach (var (staying, switched) in stay.Turns().Zip(target.Turns()).Take(horizon))
        {
            if (staying.IsCompacted || switched.IsCompacted)
            {
                TurnsUntilCompaction ??= Turns;
            }

            (stayTotal, switchTotal) = (Sum(stayTotal, staying), Sum(switchTotal, switched));
            _totals.Add((stayTotal, switchTotal));
        }
    }

    /// <summary><see langword="null"/>: not within the horizon.</summary>
    public int? TurnsUntilCompaction { get; }

    public int Turns => _totals.Count;

    /// <summary>Turns after the first until the total saved is not below zero; <see langword="null"/>: never.</summary>
    public int? BreakEvenTurns(double coldShare) => _totals.FindIndex(total => total.Stay.Usd(coldShare) >= total.Switch.Usd(coldShare)) is >= 0 and var turn ? turn : null;

    /// <param name="coldShare">Of the turns after the first.</param>
    public (decimal Stay, decimal Switch) After(int turns, double coldShare) => (_totals[turns - 1].Stay.Usd(coldShare), _totals[turns - 1].Switch.Usd(coldShare));

    private static TurnCost Sum(TurnCost total, TurnCost turn) => new(total.WarmUsd + turn.WarmUsd, total.ColdExtraUsd + turn.ColdExtraUsd, false);
}
