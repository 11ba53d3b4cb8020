using System.Globalization;
using Coxswain.Tests.Core.Budgets.Recommending.Simulation;

namespace Coxswain.Tests.Core.Budgets.Recommending;

public sealed class HeldOutTaskTests
{
    private static readonly bool IsFull = Environment.GetEnvironmentVariable("COX_FULL") == "1";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void On_held_out_tasks_it_costs_less_than_the_cheapest_and_the_best_model_always_and_its_confidence_is_calibrated(bool fromSigns)
    {
        var (seeds, tasks) = IsFull ? (10, 5000) : (1, 2000);
        var trials = Enumerable.Range(1, seeds).Select(seed => SimulatedTrial.Run(seed, tasks, tasks, fromSigns)).ToList();
        foreach (var trial in trials)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"recommended ${trial.RecommendedUsd:0.0000} a solved task; {string.Join(", ", trial.AlwaysUsd.Select(entry => FormattableString.Invariant($"always {entry.Key} ${entry.Value:0.0000}")))}; with hindsight ${trial.PerfectUsd:0.0000}; solved at first {trial.FirstTrySolved:0.000}; calibration error {trial.CalibrationError:0.0000}; intervals hold {trial.IntervalsHold:0.00}; {string.Join(", ", trial.Shares.Select(entry => FormattableString.Invariant($"{entry.Key} {entry.Value:0.00}")))}"));
        }

        Assert.All(trials, trial => Assert.InRange(trial.CalibrationError, 0, 0.05));
        Assert.All(trials, trial => Assert.True(trial.RecommendedUsd < trial.AlwaysUsd[SimulatedTrial.Cheapest], "always the cheapest"));
        Assert.All(trials, trial => Assert.True(trial.RecommendedUsd < trial.AlwaysUsd[SimulatedTrial.Best], "always the best"));
    }
}
