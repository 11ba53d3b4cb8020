using Coxswain.Core.Kernel;
using Coxswain.Core.Recovery.Analysis;

namespace Coxswain.Core.Tools;

/// <summary>Compares ways that begin with the same tool and have the same goal, each with each.</summary>
internal sealed class WayComparison
{
    /// <summary>Runs a way must have to be compared.</summary>
    public const int LeastRuns = 8;

    private const int Measures = 3;
    private readonly List<(ToolWay Way, IReadOnlyList<ToolRun> Runs)> _ways;
    private readonly double _miss;

    /// <param name="ways">All that were seen.</param>
    public WayComparison(IEnumerable<(ToolWay Way, IReadOnlyList<ToolRun> Runs)> ways)
    {
        _ways = [.. ways.Where(static one => one.Runs.Count >= LeastRuns)];
        Pairs = Kinds.Sum(static kind => kind.Count() * (kind.Count() - 1) / 2);

        // Who asks many questions finds chance answers: all intervals together miss as often as one would (Bonferroni).
        _miss = StudentT.UsualMiss / Math.Max(1, Pairs * Measures);
    }

    public int Pairs { get; }

    /// <summary>Those whose interval says so for calls, for cost or for success, and whose success was seen to be no less; the largest saving first. More calls or more cost beyond chance only where they fail less.</summary>
    public IReadOnlyList<BetterWay> Better() =>
    [
        .. Kinds.SelectMany(kind => kind.SelectMany(one => kind.Where(other => other.Way != one.Way).Select(other => Compare(one, other))))
            .OfType<BetterWay>()
            .OrderBy(static found => found.CostUsd?.Difference ?? 0).ThenBy(static found => found.Calls?.Difference ?? 0)
            .ThenBy(static found => string.Join(' ', found.Way.Steps), StringComparer.Ordinal).ThenBy(static found => string.Join(' ', found.Better.Steps), StringComparer.Ordinal),
    ];

    private IEnumerable<IGrouping<(string, string), (ToolWay Way, IReadOnlyList<ToolRun> Runs)>> Kinds => _ways.GroupBy(static one => (one.Way.Steps[0], one.Way.Goal));

    private BetterWay? Compare((ToolWay Way, IReadOnlyList<ToolRun> Runs) one, (ToolWay Way, IReadOnlyList<ToolRun> Runs) other)
    {
        if (Success(other.Way.Figures.Success, one.Way.Figures.Success) is not { Difference: >= 0 } success)
        {
            return null;
        }

        var calls = MeanDifference.Of([.. other.Runs.Select(static run => (double)run.Calls)], [.. one.Runs.Select(static run => (double)run.Calls)], _miss);
        var cost = MeanDifference.Of(Costs(other.Runs), Costs(one.Runs), _miss);
        var found = new BetterWay(one.Way, other.Way, calls, cost, success);
        return success.IsAboveZero || (!found.IsTrade && (calls is { IsBelowZero: true } || cost is { IsBelowZero: true })) ? found : null;
    }

    private static List<double> Costs(IEnumerable<ToolRun> runs) => [.. runs.Where(static run => run.CostUsd is not null).Select(static run => (double)(run.CostUsd ?? 0))];

    /// <summary>Newcombe's interval of a difference of two rates; <see langword="null"/>: of one side nothing is told.</summary>
    private MeanDifference? Success(Proportion of, Proportion than)
    {
        if (of.Rate is not { } rate || than.Rate is not { } thanRate)
        {
            return null;
        }

        var z = StudentT.Factor(_miss, double.PositiveInfinity);
        var ((low, high), (thanLow, thanHigh)) = (Wilson(of, z), Wilson(than, z));
        var difference = rate - thanRate;
        return new MeanDifference(
            difference,
            difference - Math.Sqrt(Math.Pow(rate - low, 2) + Math.Pow(thanHigh - thanRate, 2)),
            difference + Math.Sqrt(Math.Pow(high - rate, 2) + Math.Pow(thanRate - thanLow, 2)));
    }

    /// <summary>As <see cref="Proportion"/> has it, for another width.</summary>
    private static (double Low, double High) Wilson(Proportion part, double z)
    {
        var square = z * z;
        var middle = (part.Count + (square / 2)) / (part.Of + square);
        var half = z / (part.Of + square) * Math.Sqrt(((double)part.Count * (part.Of - part.Count) / part.Of) + (square / 4));
        return (Math.Max(0, middle - half), Math.Min(1, middle + half));
    }
}
