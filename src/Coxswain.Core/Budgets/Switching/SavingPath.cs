namespace Coxswain.Core.Budgets.Switching;

/// <summary>What each way has cost in total after each number of turns.</summary>
internal sealed class SavingPath
{
    private readonly List<(decimal Stay, decimal Switch)> _totals = [];

    public SavingPath(ConversationSide stay, ConversationSide target, int horizon)
    {
        var (stayTotal, switchTotal) = (0m, 0m);
        foreach (var (staying, switched) in stay.Turns().Zip(target.Turns()).Take(horizon))
        {
            if (staying.IsCompacted || switched.IsCompacted)
            {
                TurnsUntilCompaction ??= Turns;
            }

            stayTotal += staying.Cost;
            switchTotal += switched.Cost;
            _totals.Add((stayTotal, switchTotal));
        }
    }

    /// <summary><see langword="null"/>: not within the horizon.</summary>
    public int? TurnsUntilCompaction { get; }

    public int Turns => _totals.Count;

    /// <summary>Turns after the first until the total saved is not below zero; <see langword="null"/>: never.</summary>
    public int? BreakEvenTurns => _totals.FindIndex(total => total.Stay >= total.Switch) is >= 0 and var turn ? turn : null;

    public (decimal Stay, decimal Switch) After(int turns) => _totals[turns - 1];
}
