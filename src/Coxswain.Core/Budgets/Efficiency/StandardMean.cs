using Coxswain.Core.Kernel;

namespace Coxswain.Core.Budgets.Efficiency;

/// <summary>What a model takes a task and what the reference takes, both for the same mix of tasks.</summary>
/// <param name="Own">Mean over the mix.</param>
/// <param name="Reference">The reference's, over the same mix.</param>
/// <param name="Difference">Own less the reference's, with its interval.</param>
/// <param name="N">The model's tasks it is from.</param>
/// <param name="ReferenceN">The reference's.</param>
/// <param name="Cells">Kinds and sizes both did at least two tasks of; the others are not in it.</param>
public sealed record StandardMean(double Own, double Reference, MeanDifference Difference, int N, int ReferenceN, int Cells)
{
    /// <summary>From so few in a cell nothing is told of their spread.</summary>
    private const int LeastTasks = 2;

    /// <param name="value">Of a cell's tasks; those of which it is not known are left out.</param>
    /// <param name="isRate">The values are 0 and 1.</param>
    /// <returns><see langword="null"/>: they did nothing alike.</returns>
    internal static StandardMean? Of(IReadOnlyList<LikeTask> own, IReadOnlyList<LikeTask> reference, Func<IEnumerable<LikeTask>, IEnumerable<double>> value, bool isRate)
    {
        var others = reference.ToLookup(static task => (task.Kind, task.Size));
        var cells = own.GroupBy(static task => (task.Kind, task.Size))
            .Select(cell => (Own: value(cell).ToList(), Reference: value(others[cell.Key]).ToList()))
            .Where(static cell => cell.Own.Count >= LeastTasks && cell.Reference.Count >= LeastTasks)
            .ToList();
        if (cells.Count == 0)
        {
            return null;
        }

        var all = (double)cells.Sum(static cell => cell.Own.Count + cell.Reference.Count);
        var (mean, otherMean) = (0.0, 0.0);
        var parts = new List<(double Variance, int N)>();
        foreach (var cell in cells)
        {
            var weight = (cell.Own.Count + cell.Reference.Count) / all;
            mean += weight * cell.Own.Average();
            otherMean += weight * cell.Reference.Average();
            parts.Add((weight * weight * Variance(cell.Own, isRate) / cell.Own.Count, cell.Own.Count));
            parts.Add((weight * weight * Variance(cell.Reference, isRate) / cell.Reference.Count, cell.Reference.Count));
        }

        return new StandardMean(
            mean, otherMean, MeanDifference.Of(mean - otherMean, parts, StudentT.UsualMiss), cells.Sum(static cell => cell.Own.Count), cells.Sum(static cell => cell.Reference.Count), cells.Count);
    }

    /// <summary>Of a rate as if one more had succeeded and one more failed: all of a few successes are no certainty.</summary>
    internal static double Variance(IReadOnlyCollection<double> values, bool isRate)
    {
        var mean = values.Average();
        if (!isRate)
        {
            return MeanEstimate.Variance(values, mean);
        }

        var rate = (values.Sum() + 1) / (values.Count + 2);
        return rate * (1 - rate);
    }
}
