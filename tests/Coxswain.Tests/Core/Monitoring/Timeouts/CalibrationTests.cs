using Coxswain.Core.Monitoring.Timeouts;
using Coxswain.Core.Recovery.Learning;

namespace Coxswain.Tests.Core.Monitoring.Timeouts;

public sealed class CalibrationTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    /// <summary>Two models whose calls last by exponential laws of 20 and 200 s, the same early and late.</summary>
    [Fact]
    public void What_stays_as_it_was_is_foretold_and_better_than_by_the_rate_alone()
    {
        var calibration = Calibration.Of(Drawn(4000, static _ => 200), WaitKind.Whole, static _ => Limit)!;

        Assert.Equal(1200, calibration.Calls);
        Assert.True(calibration.N > calibration.Calls);
        Assert.InRange(calibration.OffByPoints, 0, 4);
        Assert.True(calibration.Brier < calibration.BrierOfRate * 0.9, $"{calibration.Brier} {calibration.BrierOfRate}");
        Assert.Equal(1 - (calibration.Brier / calibration.BrierOfRate), calibration.Skill ?? 0, 1e-12);
        Assert.True(calibration.IsBetterThanRate);
        Assert.Equal(calibration.N, calibration.Rows.Sum(static row => row.N));
        Assert.All(calibration.Rows, static row => Assert.InRange(row.Predicted, row.From - 1e-12, row.From + 0.1 + 1e-12));
    }

    /// <summary>The slow model became fast: what is foretold is wrong, and the figure must say so.</summary>
    [Fact]
    public void What_changed_is_not_said_to_be_foretold()
        => Assert.True(Calibration.Of(Drawn(4000, static at => at < 2800 ? 200 : 10), WaitKind.Whole, static _ => Limit)!.OffByPoints > 15);

    /// <summary>Both models are alike: whose call it is tells nothing, so that the usual rate foretells as well.</summary>
    [Fact]
    public void What_foretells_no_better_than_the_usual_rate_is_called_so()
    {
        var calibration = Calibration.Of(Drawn(4000, static _ => 20), WaitKind.Whole, static _ => Limit)!;

        Assert.True(calibration.Skill is < 0.005, $"{calibration.Skill}");
        Assert.False(calibration.IsBetterThanRate);
        Assert.False((calibration with { Brier = 0, BrierOfRate = 0 }).IsBetterThanRate);
    }

    [Fact]
    public void Few_calls_calibrate_nothing()
    {
        Assert.Null(Calibration.Of(Drawn(160, static _ => 200), WaitKind.Whole, static _ => Limit));
        Assert.Null(Calibration.Of(Drawn(4000, static _ => 200), WaitKind.Beginning, static _ => Limit));
    }

    private static List<DurationSample> Drawn(int count, Func<int, double> slowMean)
    {
        var random = new Random(7);
        return [.. Enumerable.Range(0, count).Select(at => new DurationSample(
            DateTimeOffset.UnixEpoch.AddMinutes(at), at % 2 == 0 ? "fast" : "slow", SizeBucket.Small, true, null,
            TimeSpan.FromSeconds(-Math.Log(1 - random.NextDouble()) * (at % 2 == 0 ? 20 : slowMean(at))), false))];
    }
}
