using System.Globalization;
using Coxswain.Tests.Core.Budgets.Recommending.Simulation;

namespace Coxswain.Tests.Core.Budgets.Recommending;

public sealed class HeldOutTaskTests
{
    private static readonly bool IsFull = Environment.GetEnvironmentVariable("COX_FULL") == "1";

    /// <summary>One user may be one whom a single model serves as well (of ten, one so far): for many, the interval of the mean saving must be above nothing.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void On_held_out_tasks_it_costs_less_than_any_one_model_always_and_its_confidence_is_calibrated(bool fromSigns)
    {
        var (seeds, tasks) = IsFull ? (10, 5000) : (1, 2000);
        var trials = Enumerable.Range(1, seeds).Select(seed => SimulatedTrial.Run(seed, tasks, tasks, fromSigns)).ToList();
        var savings = SimulatedWork.ModelIds.Select(model => (Model: model, Saving: MeanWithHalf([.. trials.Select(trial => trial.SavingAgainst(model))]))).ToList();
        var error = MeanWithHalf([.. trials.Select(trial => trial.CalibrationError)]);
        var report = string.Join('\n', trials.Select(trial => trial.ToString()).Concat(savings.Select(entry => Line($"saving against always {entry.Model}", entry.Saving))).Append(Line("calibration error", error)));
        TestContext.Current.TestOutputHelper?.WriteLine(report);

        Assert.All(trials, trial => Assert.True(trial.CalibrationError < 0.05, trial.ToString()));
        Assert.All(savings, entry => Assert.True(entry.Saving.Mean - entry.Saving.Half > 0, report));
        Assert.All(trials, trial => Assert.True(trial.IntervalsHold > 0.6, trial.ToString()));
    }

    [Fact]
    public void A_told_chance_that_is_off_by_a_tenth_is_an_error_of_a_tenth()
        => Assert.Equal(0.1, Calibration.ExpectedError([.. Enumerable.Range(0, 100).Select(i => (0.85, i < 75))]), 9);

    private static string Line(string name, (double Mean, double Half) value) => string.Create(CultureInfo.InvariantCulture, $"{name}: {value.Mean:0.0000} ± {value.Half:0.0000}");

    /// <summary>Mean and half of its 95 % interval, by the t distribution with nine degrees of freedom, that is for ten seeds; of one nothing is known but itself.</summary>
    private static (double Mean, double Half) MeanWithHalf(IReadOnlyList<double> values)
    {
        var mean = values.Average();
        return (mean, values.Count < 2 ? 0 : 2.262 * Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1) / values.Count));
    }
}
