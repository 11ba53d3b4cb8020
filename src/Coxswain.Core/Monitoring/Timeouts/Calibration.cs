namespace Coxswain.Core.Monitoring.Timeouts;

/// <summary>How well chances foretold what came of later calls, which they were not made from.</summary>
/// <param name="Calls">Later calls that were foretold.</param>
/// <param name="N">Predictions: of each call one for each moment it had lasted to.</param>
/// <param name="Brier">Mean squared difference of the chance and what came of it (0: always right and sure).</param>
/// <param name="BrierOfRate">The same of always foretelling the rate of all earlier calls that had lasted as long: to be worth anything the chances must be below.</param>
/// <param name="OffByPoints">Mean difference of predicted and observed rates over the tenths, by their predictions, in percentage points.</param>
/// <param name="Rows">Tenths with predictions, the lowest first.</param>
public sealed record Calibration(long Calls, long N, double Brier, double BrierOfRate, double OffByPoints, IReadOnlyList<ReliabilityRow> Rows)
{
    /// <summary>A smaller skill is none that shows.</summary>
    private const double LeastSkill = 0.005;

    /// <summary>How much of the bare rate's error the chances take away: 1 is all of it, 0 or less none; <see langword="null"/>: the bare rate was always right.</summary>
    public double? Skill => BrierOfRate > 0 ? 1 - (Brier / BrierOfRate) : null;

    /// <summary>Whether the chances foretold later calls better than always saying how many calls are late.</summary>
    public bool IsBetterThanRate => Skill >= LeastSkill;

    /// <summary>Fewer later calls tell nothing.</summary>
    public const int FewestCalls = 50;

    private const double LearnedPart = 0.7;

    /// <summary>Moments a call is asked about, as long as it has lasted to them.</summary>
    private static readonly TimeSpan[] Moments = [.. new[] { 0, 5, 10, 20, 30, 60, 90, 120, 180 }.Select(static seconds => TimeSpan.FromSeconds(seconds))];

    /// <summary>Chances are made from the earlier 70 of 100 calls, and the others foretold.</summary>
    /// <param name="deadline">Of a later call.</param>
    /// <returns><see langword="null"/>: there are too few calls.</returns>
    internal static Calibration? Of(IReadOnlyList<DurationSample> samples, WaitKind kind, Func<DurationSample, TimeSpan> deadline)
    {
        var known = samples.Where(sample => DurationHistory.Lasted(sample, kind) is not null).OrderBy(static sample => sample.Time).ToList();
        var learned = (int)(known.Count * LearnedPart);
        if (known.Count - learned < FewestCalls)
        {
            return null;
        }

        var earlier = known.Take(learned).ToList();
        var history = DurationHistory.Of(earlier, kind);
        var whole = new DurationList(earlier.Select(sample => (DurationHistory.Lasted(sample, kind) ?? TimeSpan.Zero, sample.IsCut)));
        var told = known.Skip(learned).SelectMany(sample => Foretold(sample, kind, deadline(sample), history, whole)).ToList();
        return told.Count == 0 ? null : Of(known.Count - learned, told);
    }

    private static IEnumerable<(double Chance, double Rate, bool HasPassed)> Foretold(DurationSample sample, WaitKind kind, TimeSpan deadline, DurationHistory history, DurationList whole)
    {
        var lasted = DurationHistory.Lasted(sample, kind) ?? TimeSpan.Zero;
        // One that was cut before the deadline may have passed it or not.
        if (sample.IsCut && new DurationList([(lasted, true)]).Count(TimeSpan.Zero, deadline).Of == 0)
        {
            yield break;
        }

        foreach (var moment in Moments.Where(moment => moment < deadline && moment < lasted))
        {
            if (history.Chance(sample.ModelId, sample.Size, sample.IsStream, moment, deadline) is { } chance && whole.Count(moment, deadline) is var (passed, of) && of > 0)
            {
                yield return (chance.Chance, (passed + 0.5) / (of + 1), sample.IsCut || lasted > deadline);
            }
        }
    }

    private static Calibration Of(long calls, List<(double Chance, double Rate, bool HasPassed)> told)
    {
        var rows = told.GroupBy(static one => Math.Min(9, (int)(one.Chance * 10))).OrderBy(static group => group.Key)
            .Select(static group => new ReliabilityRow(group.Key / 10.0, group.Count(), group.Average(static one => one.Chance), group.Average(static one => one.HasPassed ? 1.0 : 0.0))).ToList();
        return new Calibration(
            calls,
            told.Count,
            told.Average(static one => Square(one.Chance, one.HasPassed)),
            told.Average(static one => Square(one.Rate, one.HasPassed)),
            100 * rows.Sum(static row => row.N * Math.Abs(row.Predicted - row.Observed)) / told.Count,
            rows);
    }

    private static double Square(double chance, bool hasPassed) => (chance - (hasPassed ? 1 : 0)) * (chance - (hasPassed ? 1 : 0));
}
