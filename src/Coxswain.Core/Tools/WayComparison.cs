using Coxswain.Core.Kernel;
using Coxswain.Core.Recovery.Analysis;

namespace Coxswain.Core.Tools;

/// <summary>Compares ways that begin with the same tool and have the same goal, each with each.</summary>
internal sealed class WayComparison
{
    /// <summary>Runs a way must have to be compared.</summary>
    public const int LeastRuns = 8;

    private const int Measures = 2;
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

    /// <summary>Those whose interval says so for calls or for cost, and whose success was seen to be no less; the largest saving first.</summary>
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
        var isDearer = cost is { Low: > 0 };
        var hasMoreCalls = calls is { Low: > 0 };
        return (calls is { IsBelowZero: true } && !isDearer) || (cost is { IsBelowZero: true } && !hasMoreCalls) ? new BetterWay(one.Way, other.Way, calls, cost, success) : null;
    }

    private static List<double> Costs(IEnumerable<ToolRun> runs) => [.. runs.Where(static run => run.CostUsd is not null).Select(static run => (double)(run.CostUsd ?? 0))];

    /// <summary>Newcombe's interval of a difference of two rates; <see langword="null"/>: of one side nothing is told.</summary>
    private static MeanDifference? Success(Proportion of, Proportion than)
    {
        if (of is not { Rate: { } rate, Low: { } low, High: { } high } || than is not { Rate: { } thanRate, Low: { } thanLow, High: { } thanHigh })
        {
            return null;
        }

        var difference = rate - thanRate;
        return new MeanDifference(
            difference,
            difference - Math.Sqrt(Math.Pow(rate - low, 2) + Math.Pow(thanHigh - thanRate, 2)),
            difference + Math.Sqrt(Math.Pow(high - rate, 2) + Math.Pow(thanRate - thanLow, 2)));
    }
}
