using Coxswain.Core.Budgets.Admission;
using Coxswain.Core.Pricing;
using Microsoft.Extensions.Time.Testing;

namespace Coxswain.Tests.Core.Budgets.Admission;

/// <summary>Opus 5.5 by the million tokens (reference §4.1): read $0.20, written for five minutes $5, for an hour $8, output $20.</summary>
public sealed class CallEstimatorTests
{
    private const string Model = "claude-opus-5-5";

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 25, 12, 0, 0, TimeSpan.Zero));
    private readonly CallEstimator _estimator;

    public CallEstimatorTests() => _estimator = new CallEstimator(PriceBookLoader.Shipped(), _clock);

    [Theory]
    [InlineData(false, 0.5)]
    [InlineData(true, 0.8)]
    public void Prompt_is_written_for_as_long_as_it_asks(bool isKeptAnHour, decimal usd)
        => Assert.Equal(usd, _estimator.Of(Call(() => new PromptSize(100_000, isKeptAnHour)))?.ExpectedPromptUsd);

    /// <summary>Of the hour 54 minutes are believed, of five minutes four and a half.</summary>
    [Theory]
    [InlineData(0, 100_000, 53, 0.02)]
    [InlineData(0, 100_000, 55, 0.8)]
    [InlineData(100_000, 0, 4, 0.02)]
    [InlineData(100_000, 0, 5, 0.5)]
    public void Conversation_is_warm_for_as_long_as_its_last_call_had_it_kept(long write5m, long write1h, double minutes, decimal usd)
    {
        _estimator.Answered(Call(100_000), Model, new TokenUsage(0, 100, 0, write5m, write1h, 0, "", "", ""));
        _clock.Advance(TimeSpan.FromMinutes(minutes));

        Assert.Equal(usd, _estimator.Of(Call(100_000))?.ExpectedPromptUsd);
    }

    /// <summary>The last call was estimated at 100,000 and had 150,000: so has the next one half more than it seems.</summary>
    [Fact]
    public void Last_call_tells_how_far_estimates_of_its_text_are_off()
    {
        var asked = Call(100_000);
        Assert.NotNull(_estimator.Of(asked));
        _estimator.Answered(asked, Model, new TokenUsage(0, 100, 0, 150_000, 0, 0, "", "", ""));

        // 150,000 read, 15,000 written.
        Assert.Equal(0.03m + 0.075m, _estimator.Of(Call(110_000))?.ExpectedPromptUsd);
        Assert.Equal(0.55m, _estimator.Of(Call(110_000) with { Session = "another" })?.ExpectedPromptUsd);
    }

    [Fact]
    public void Prompt_is_measured_where_it_is_needed_and_once()
    {
        var measured = 0;
        var call = Call(() => new PromptSize(++measured, false));
        _estimator.Answered(call, Model, new TokenUsage(0, 100, 0, 1, 0, 0, "", "", ""));
        Assert.Equal(0, measured);

        Assert.NotNull(_estimator.Of(call));
        Assert.NotNull(_estimator.Of(call));
        Assert.Equal(1, measured);
    }

    [Fact]
    public void Nobody_knows_what_a_prompt_without_size_or_a_model_without_price_costs()
    {
        Assert.Null(_estimator.Of(Call(() => null)));
        Assert.Null(_estimator.Of(Call(1000) with { Model = "somebody-elses" }));
    }

    private static CallQuestion Call(long tokens) => new("call", "s", "", "", Model, tokens, 32_000);

    private static CallQuestion Call(Func<PromptSize?> measure) => new("call", "s", "", "", Model, measure, 32_000);
}
