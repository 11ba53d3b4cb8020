using System.Globalization;
using Coxswain.Tests.Core.Budgets.Recommending.Simulation;

namespace Coxswain.Tests.Core.Budgets.Recommending;

public sealed class HeldOutTaskTests
{
    private static readonly bool IsFull = Environment.GetEnvironmentVariable("COX_FULL") == "1";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void On_held_out_tasks_it_costs_less_than_any_one_model_always_and_its_confidence_is_calibrated(bool fromSigns)
    {
        var (seeds, tasks) = IsFull ? (10, 5000) : (1, 2000);
        var trials = Enumerable.Range(1, seeds).Select(seed => SimulatedTrial.Run(seed, tasks, tasks, fromSigns)).ToList();
        var report = string.Join('\n', trials.Select(trial => trial.ToString()).Concat(SimulatedWork.ModelIds.Select(model => $"saving against always {model}: {Interval(trials.Select(trial => trial.SavingAgainst(model)))}")));
        TestContext.Current.TestOutputHelper?.WriteLine($"{report}\ncalibration error: {Interval(trials.Select(trial => trial.CalibrationError))}");

        Assert.All(trials, trial => Assert.True(trial.CalibrationError < 0.05, trial.ToString()));
        Assert.All(trials, trial => Assert.All(SimulatedWork.ModelIds, model => Assert.True(trial.SavingAgainst(model) > 0, $"{model}: {trial}")));
        Assert.All(trials, trial => Assert.True(trial.IntervalsHold > 0.6, trial.ToString()));
    }

    [Fact]
    public void A_told_chance_that_is_off_by_a_tenth_is_an_error_of_a_tenth()
        => Assert.Equal(0.1, Calibration.ExpectedError([.. Enumerable.Range(0, 100).Select(i => (0.85, i < 75))]), 9);

    /// <summary>Mean and 95 % interval of the mean by the t distribution with nine degrees of freedom, that is for ten seeds.</summary>
    private static string Interval(IEnumerable<double> values)
    {
        var all = values.ToList();
        var mean = all.Average();
        var half = all.Count < 2 ? double.NaN : 2.262 * Math.Sqrt(all.Sum(value => (value - mean) * (value - mean)) / (all.Count - 1) / all.Count);
        return string.Create(CultureInfo.InvariantCulture, $"{mean:0.0000} ± {half:0.0000}, least {all.Min():0.0000}, most {all.Max():0.0000}");
    }
}
