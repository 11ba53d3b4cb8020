namespace Coxswain.Core.Budgets.Switching;

/// <summary>What each way has cost in total after each number of turns, up to the horizon or to where one of the two windows is full.</summary>
internal sealed class SavingPath
{
    private readonly List<(decimal Stay, decimal Switch)> _totals = [];

    public SavingPath(ConversationSide stay, ConversationSide target, int horizon)
    {
        var (stayTotal, switchTotal) = (0m, 0m);
        for (var turn = 0; turn < horizon; turn++)
        {
            if (turn > 0 && !(stay.Fits(turn) && target.Fits(turn)))
            {
                TurnsUntilFull = turn;
                break;
            }

            stayTotal += stay.Cost(turn);
            switchTotal += target.Cost(turn);
            _totals.Add((stayTotal, switchTotal));
        }
    }

    /// <summary><see langword="null"/>: no window is full within the horizon.</summary>
    public int? TurnsUntilFull { get; }

    public int Turns => _totals.Count;

    /// <summary>Turns after the first until the total saved is not below zero; <see langword="null"/>: never.</summary>
    public int? BreakEvenTurns => _totals.FindIndex(total => total.Stay >= total.Switch) is >= 0 and var turn ? turn : null;

    /// <summary>After so many turns; those beyond the path add nothing, as after a compaction the choice is free anew.</summary>
    public (decimal Stay, decimal Switch) After(int turns) => _totals[Math.Min(turns, Turns) - 1];
}
