using Coxswain.Tests.Otlp;

namespace Coxswain.Tests.Core.Recovery.Learning;

public sealed class LearnedOrderTests(ITestOutputHelper output)
{
    private static readonly int Seeds = Runs.Of(150, 2000);

    public static TheoryData<double, double, double> Regimes => new()
    {
        // Model switch, token reduction, retry; the plan's order is this one.
        { 0.9, 0.4, 0.2 },
        { 0.2, 0.9, 0.4 },
        { 0.1, 0.3, 0.9 },
        { 0.05, 0.1, 0.7 },
        { 0.5, 0.9, 0.5 },
    };

    [Theory]
    [MemberData(nameof(Regimes))]
    public void Within_fifty_failures_the_best_strategy_is_tried_first(double modelSwitch, double reduction, double retry)
    {
        var regime = FailureRegime.Of(modelSwitch, reduction, retry);
        var runs = Enumerable.Range(0, Seeds).Select(seed => new RegimeRun(seed).Go(regime, 100)).ToArray();

        AssertBestFirst(runs.Select(run => run.Skip(50).Average(step => step.IsBestFirst ? 1.0 : 0)), median: 0.95, tenth: 0.85);
    }

    [Theory]
    [MemberData(nameof(Regimes))]
    public void Within_a_hundred_failures_a_change_of_regime_is_followed(double modelSwitch, double reduction, double retry)
    {
        var (before, after) = (FailureRegime.Of(modelSwitch, reduction, retry), FailureRegime.Of(retry, modelSwitch, reduction));
        var runs = Enumerable.Range(0, Seeds).Select(seed =>
        {
            var run = new RegimeRun(seed);
            run.Go(before, 300);
            return run.Go(after, 150);
        }).ToArray();

        AssertBestFirst(runs.Select(run => run.Skip(100).Average(step => step.IsBestFirst ? 1.0 : 0)), median: 0.95, tenth: 0.85);
    }

    [Fact]
    public void A_strategy_that_becomes_the_best_is_found_though_the_old_best_still_helps()
    {
        var runs = Enumerable.Range(0, Seeds).Select(seed =>
        {
            var run = new RegimeRun(seed);
            run.Go(FailureRegime.Of(0.9, 0.3, 0.2), 300);
            return run.Go(FailureRegime.Of(0.5, 0.3, 0.95), 150);
        }).ToArray();

        AssertBestFirst(runs.Select(run => run.Skip(100).Average(step => step.IsBestFirst ? 1.0 : 0)), median: 0.95, tenth: 0.85);
    }

    [Theory]
    [MemberData(nameof(Regimes))]
    public void Over_three_hundred_failures_the_regret_against_the_best_fixed_order_is_small(double modelSwitch, double reduction, double retry)
    {
        var regime = FailureRegime.Of(modelSwitch, reduction, retry);
        var regrets = Enumerable.Range(0, Seeds).Select(seed => new RegimeRun(seed).Go(regime, 300).Sum(step => step.Regret)).Order().ToArray();
        output.WriteLine($"best order {300 * regime.BestCost:0} attempts; regret: median {regrets[Seeds / 2]:0.0}, 95 % {regrets[Seeds * 95 / 100]:0.0}, worst {regrets[^1]:0.0}");

        Assert.InRange(regrets[Seeds / 2], 0, 8);
        Assert.InRange(regrets[Seeds * 95 / 100], 0, 14);
    }

    [Theory]
    [MemberData(nameof(Regimes))]
    public void Over_two_regimes_the_learned_order_is_cheaper_than_any_fixed_one(double modelSwitch, double reduction, double retry)
    {
        FailureRegime[] regimes = [FailureRegime.Of(modelSwitch, reduction, retry), FailureRegime.Of(retry, modelSwitch, reduction)];
        var regrets = Enumerable.Range(0, Seeds).Select(seed =>
        {
            var run = new RegimeRun(seed);
            return regimes.Sum(regime => run.Go(regime, 300).Sum(step => step.Regret + regime.BestCost)) - (600 * FailureRegime.BestFixed(regimes));
        }).Order().ToArray();
        output.WriteLine($"best fixed {600 * FailureRegime.BestFixed(regimes):0} attempts; regret: median {regrets[Seeds / 2]:0.0}, 95 % {regrets[Seeds * 95 / 100]:0.0}");

        Assert.True(regrets[Seeds * 95 / 100] < 0);
    }

    private void AssertBestFirst(IEnumerable<double> shares, double median, double tenth)
    {
        var sorted = shares.Order().ToArray();
        output.WriteLine($"best strategy first: median {sorted[Seeds / 2]:0.00}, tenth {sorted[Seeds / 10]:0.00}, worst {sorted[0]:0.00}");

        Assert.True(sorted[Seeds / 2] >= median && sorted[Seeds / 10] >= tenth, $"median {sorted[Seeds / 2]:0.00}, tenth {sorted[Seeds / 10]:0.00}");
    }
}
