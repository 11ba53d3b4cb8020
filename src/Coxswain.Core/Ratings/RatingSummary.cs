namespace Coxswain.Core.Ratings;

/// <summary>Ratings together.</summary>
/// <param name="N">Sessions rated.</param>
/// <param name="Mean">1 to 5; <see langword="null"/>: of none.</param>
/// <param name="Low">Of the 95 % interval of the mean; <see langword="null"/>: fewer than two.</param>
/// <param name="High">As <paramref name="Low"/>.</param>
/// <param name="Median">Of an even number the mean of the middle two; <see langword="null"/>: of none.</param>
/// <param name="Counts">How often each score was given, from 1 to 5.</param>
public sealed record RatingSummary(int N, double? Mean, double? Low, double? High, double? Median, IReadOnlyList<int> Counts)
{
    /// <summary>Student's t at 97.5 %, by degrees of freedom from 1.</summary>
    private static readonly double[] T975 =
    [
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086,
        2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
    ];

    private const double Z975 = 1.959963984540054;

    public static RatingSummary Of(IReadOnlyList<int> scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        int[] counts = [.. Enumerable.Range(SessionRating.Least, SessionRating.Most).Select(score => scores.Count(one => one == score))];
        if (scores.Count == 0)
        {
            return new RatingSummary(0, null, null, null, null, counts);
        }

        var sorted = scores.Order().ToArray();
        var mean = scores.Average();
        var half = Half(scores, mean);
        return new RatingSummary(
            scores.Count, mean, half is { } below ? Math.Max(SessionRating.Least, mean - below) : null, half is { } above ? Math.Min(SessionRating.Most, mean + above) : null,
            (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2.0, counts);
    }

    /// <summary>Equal scores have no spread, yet say no more than their number does: one more, as far off as it can be, is added to measure by.</summary>
    private static double? Half(IReadOnlyList<int> scores, double mean)
    {
        if (scores.Count < 2)
        {
            return null;
        }

        var freedom = scores.Count - 1;
        var squares = scores.Sum(score => (score - mean) * (score - mean));
        if (squares == 0)
        {
            var off = Math.Max(mean - SessionRating.Least, SessionRating.Most - mean);
            squares = off * off * scores.Count / (scores.Count + 1);
        }

        var t = freedom <= T975.Length ? T975[freedom - 1] : Z975 + (2.4 / freedom);
        return t * Math.Sqrt(squares / freedom / scores.Count);
    }
}
