using Coxswain.Core.Recovery;
using Coxswain.Core.Recovery.Learning;

namespace Coxswain.Tests.Core.Recovery.Learning;

public sealed class StrategyLedgerTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);
    private static readonly FailureKey Timeout = FailureKey.Of(FailureClass.NoFirstByte, "claude-opus-5-5", 4000);

    private readonly StrategyLedger _ledger = new(new LearningPolicy(), new Random(1));

    [Theory]
    [InlineData(FailureClass.NoFirstByte, "claude-sonnet-5-5", "ModelSwitch TokenReduction Retry")]
    [InlineData(FailureClass.Stalled, "claude-sonnet-4-5-20250929", "ModelSwitch TokenReduction Retry")]
    [InlineData(FailureClass.NoFirstByte, "claude-opus-5-5", "Retry ModelSwitch TokenReduction")]
    [InlineData(FailureClass.PromptTooLong, "claude-opus-5-5", "TokenReduction ContextChunking")]
    [InlineData(FailureClass.RequestTooLarge, "claude-opus-5-5", "TokenReduction ContextChunking")]
    [InlineData(FailureClass.Overloaded, "claude-opus-5-5", "Retry ModelSwitch")]
    [InlineData(FailureClass.RateLimited, "claude-opus-5-5", "Retry ModelSwitch")]
    [InlineData(FailureClass.ServerError, "claude-opus-5-5", "Retry ModelSwitch")]
    [InlineData(FailureClass.ConnectFailed, "claude-opus-5-5", "Retry")]
    [InlineData(FailureClass.Authentication, "claude-opus-5-5", "")]
    [InlineData(FailureClass.SpendLimit, "claude-opus-5-5", "")]
    [InlineData(FailureClass.InvalidRequest, "claude-opus-5-5", "")]
    public void Without_outcomes_the_order_is_the_plans(FailureClass failure, string model, string expected)
        => Assert.Equal(expected, string.Join(' ', Order(FailureKey.Of(failure, model, 4000))));

    [Fact]
    public void After_an_overload_the_model_is_switched_first_only_where_outcomes_speak_for_it()
    {
        var overload = FailureKey.Of(FailureClass.Overloaded, "claude-opus-5-5", 4000);
        for (var i = 0; i < 30; i++)
        {
            _ledger.Record(overload, RecoveryStrategy.Retry, isSuccess: false, 0, Now);
            Assert.Equal(RecoveryStrategy.Retry, Order(overload)[0]);
        }

        Record(overload, RecoveryStrategy.ModelSwitch, successes: 20, failures: 0);

        Assert.Equal(RecoveryStrategy.ModelSwitch, Order(overload)[0]);
    }

    [Fact]
    public void What_one_model_teaches_helps_another_until_that_has_outcomes_of_its_own()
    {
        Record(Timeout, RecoveryStrategy.TokenReduction, successes: 40, failures: 0);
        Record(Timeout, RecoveryStrategy.Retry, successes: 0, failures: 40);
        Record(Timeout, RecoveryStrategy.ModelSwitch, successes: 0, failures: 40);
        var other = FailureKey.Of(FailureClass.NoFirstByte, "claude-haiku-5-5", 500_000);

        Assert.InRange(FirstOf(other, RecoveryStrategy.TokenReduction), 0.75, 1);
        Record(other, RecoveryStrategy.TokenReduction, successes: 0, failures: 25);
        Record(other, RecoveryStrategy.Retry, successes: 25, failures: 0);
        Assert.InRange(FirstOf(other, RecoveryStrategy.Retry), 0.95, 1);
        Assert.InRange(FirstOf(Timeout, RecoveryStrategy.TokenReduction), 0.95, 1);
    }

    [Fact]
    public void Of_two_that_help_alike_the_cheaper_goes_first()
    {
        Record(Timeout, RecoveryStrategy.Retry, successes: 20, failures: 5, costUsd: 1);
        Record(Timeout, RecoveryStrategy.ModelSwitch, successes: 20, failures: 5, costUsd: 0.01);

        Assert.InRange(Enumerable.Range(0, 300).Average(_ => Order(Timeout).First(strategy => strategy != RecoveryStrategy.TokenReduction) == RecoveryStrategy.ModelSwitch ? 1.0 : 0), 0.97, 1);
        Assert.Equal(1, _ledger.Order(Timeout, Now).Single(ranked => ranked.Strategy == RecoveryStrategy.Retry).Here.MeanExtraCostUsd, 6);
    }

    [Fact]
    public void A_rate_comes_with_its_number_and_interval_and_is_unknown_without_outcomes()
    {
        _ledger.Restore([new StrategyCounts(Timeout.Class, Timeout.Model, Timeout.Size, RecoveryStrategy.Retry, 8, 2, 0, Now)]);
        var rates = _ledger.Order(Timeout, Now).ToDictionary(ranked => ranked.Strategy);

        // Wilson, 8 of 10 at 95 %: 0.4902 to 0.9433.
        var rate = rates[RecoveryStrategy.Retry].Here;
        Assert.Equal((0.8, 10.0), (rate.SuccessRate, rate.Outcomes));
        Assert.Equal(0.4902, rate.Low, 4);
        Assert.Equal(0.9433, rate.High, 4);
        Assert.Equal(new StrategyRate(null, 0, 0, 1, 0), rates[RecoveryStrategy.ModelSwitch].Here);
    }

    [Fact]
    public void Outcomes_count_half_after_their_half_life_in_outcomes_and_in_time()
    {
        _ledger.Record(Timeout, RecoveryStrategy.Retry, isSuccess: true, 0, Now);
        Record(Timeout, RecoveryStrategy.Retry, successes: 0, failures: 20);
        var rate = Here(RecoveryStrategy.Retry, Now);
        var later = Here(RecoveryStrategy.Retry, Now + TimeSpan.FromDays(7));

        Assert.Equal(0.5, rate.SuccessRate!.Value * rate.Outcomes, 6);
        Assert.Equal(rate.Outcomes / 2, later.Outcomes, 6);
        Assert.Equal(rate.SuccessRate!.Value, later.SuccessRate!.Value, 6);
    }

    [Fact]
    public void What_was_learned_can_be_kept_and_given_back()
    {
        Record(Timeout, RecoveryStrategy.Retry, successes: 3, failures: 9, costUsd: 0.2);
        Record(Timeout, RecoveryStrategy.ModelSwitch, successes: 5, failures: 1);
        var second = new StrategyLedger(new LearningPolicy(), new Random(5));
        second.Restore(_ledger.Snapshot());

        Assert.Equal(_ledger.Snapshot(), second.Snapshot());
        Assert.Equal(Rates(_ledger), Rates(second));
    }

    [Fact]
    public void Figures_that_cannot_be_counts_are_not_taken()
    {
        double[] bad = [-1, double.NaN, double.PositiveInfinity, 1e300];
        _ledger.Restore(bad.Select(value => new StrategyCounts(Timeout.Class, Timeout.Model, Timeout.Size, RecoveryStrategy.Retry, value, 1, 0, Now)));
        Assert.Empty(_ledger.Snapshot());

        _ledger.Record(Timeout, RecoveryStrategy.Retry, isSuccess: true, double.NaN, Now);
        Assert.Equal(0, Here(RecoveryStrategy.Retry, Now).MeanExtraCostUsd);
    }

    [Fact]
    public void Endless_model_names_do_not_fill_the_memory()
    {
        for (var i = 0; i < 5000; i++)
        {
            _ledger.Record(Timeout with { Model = $"m{i}" }, RecoveryStrategy.Retry, isSuccess: true, 0, Now + TimeSpan.FromSeconds(i));
        }

        Assert.Equal(2000, _ledger.Snapshot().Count);
        Assert.Contains(_ledger.Snapshot(), count => count.Size is null);
        Assert.Contains(_ledger.Snapshot(), count => count.Model == "m4999");
    }

    [Theory]
    [InlineData(0.4, 0.9)]
    [InlineData(3, 2)]
    [InlineData(30, 5)]
    public void Draws_have_the_mean_and_spread_of_the_distribution(double alpha, double beta)
    {
        var random = new Random(3);
        var draws = Enumerable.Range(0, 40_000).Select(_ => BetaSampler.Sample(random, alpha, beta)).ToArray();
        var (mean, sum) = (draws.Average(), alpha + beta);

        Assert.All(draws, draw => Assert.InRange(draw, 0, 1));
        Assert.Equal(alpha / sum, mean, 0.01);
        Assert.Equal(alpha * beta / (sum * sum * (sum + 1)), draws.Average(draw => (draw - mean) * (draw - mean)), 0.005);
    }

    private StrategyRate Here(RecoveryStrategy strategy, DateTimeOffset at) => _ledger.Order(Timeout, at).Single(ranked => ranked.Strategy == strategy).Here;

    private static IEnumerable<RankedStrategy> Rates(StrategyLedger ledger) => ledger.Order(Timeout, Now).OrderBy(ranked => ranked.Strategy);

    private RecoveryStrategy[] Order(FailureKey key) => [.. _ledger.Order(key, Now).Select(ranked => ranked.Strategy)];

    private double FirstOf(FailureKey key, RecoveryStrategy strategy) => Enumerable.Range(0, 300).Average(_ => Order(key)[0] == strategy ? 1.0 : 0);

    private void Record(FailureKey key, RecoveryStrategy strategy, int successes, int failures, double costUsd = 0)
    {
        for (var i = 0; i < successes + failures; i++)
        {
            _ledger.Record(key, strategy, i < successes, costUsd, Now);
        }
    }
}
