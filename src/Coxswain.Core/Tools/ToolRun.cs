namespace Coxswain.Core.Tools;

/// <summary>A stretch of calls of one turn: what it took, and whether it led where it was to lead.</summary>
/// <param name="CostUsd">Of the requests that asked for its calls, each once; <see langword="null"/>: of one it is not known.</param>
/// <param name="Seconds">From its first call to the end of its last, waiting for the user's word included; <see langword="null"/>: not told.</param>
/// <param name="LedToEdit">There is an edit in it, or one came after it in the turn.</param>
/// <param name="Succeeded">The first edit in it or after it was accepted and did not fail; where there is none: no call of it failed or was rejected. <see langword="null"/>: not told.</param>
internal sealed record ToolRun(string SessionId, int Calls, decimal? CostUsd, double? Seconds, bool LedToEdit, bool? Succeeded)
{
    /// <param name="turn">All calls of the turn, in order.</param>
    /// <param name="first">Index of the run's first call.</param>
    /// <param name="last">Index of its last.</param>
    public static ToolRun Of(IReadOnlyList<ToolCall> turn, int first, int last)
    {
        var edit = FirstEdit(turn, first);
        return new ToolRun(turn[first].SessionId, last - first + 1, Cost(turn, first, last), Time(turn, first, last), edit is not null, edit is null ? IsClean(turn, first, last) : IsKept(edit));
    }

    private static ToolCall? FirstEdit(IReadOnlyList<ToolCall> turn, int from)
    {
        for (var i = from; i < turn.Count; i++)
        {
            if (turn[i].IsEdit)
            {
                return turn[i];
            }
        }

        return null;
    }

    private static bool? IsKept(ToolCall edit) => edit.IsLost ? false : edit.Succeeded;

    private static bool? IsClean(IReadOnlyList<ToolCall> turn, int first, int last)
    {
        var isTold = true;
        for (var i = first; i <= last; i++)
        {
            if (turn[i].IsLost)
            {
                return false;
            }

            isTold &= turn[i].Succeeded is not null;
        }

        return isTold ? true : null;
    }

    private static decimal? Cost(IReadOnlyList<ToolCall> turn, int first, int last)
    {
        decimal sum = 0;
        for (var i = first; i <= last; i++)
        {
            if (turn[i].RequestKey.Length == 0 || turn[i].RequestCostUsd is not { } cost)
            {
                return null;
            }

            // A run is short: looking back is cheaper than a set.
            var isCounted = false;
            for (var j = first; j < i && !isCounted; j++)
            {
                isCounted = turn[j].RequestKey == turn[i].RequestKey;
            }

            sum += isCounted ? 0 : cost;
        }

        return sum;
    }

    private static double? Time(IReadOnlyList<ToolCall> turn, int first, int last)
    {
        DateTimeOffset? end = null;
        for (var i = first; i <= last; i++)
        {
            if (turn[i].EndedAt is not { } ended)
            {
                return null;
            }

            end = end is null || ended > end ? ended : end;
        }

        return end is { } until && turn[first].CalledAt is { } from ? (until - from).TotalSeconds : null;
    }
}
