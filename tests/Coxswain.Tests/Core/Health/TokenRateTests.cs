using Coxswain.Core.Health;
using static Coxswain.Tests.Core.Health.HealthSubjects;

namespace Coxswain.Tests.Core.Health;

public sealed class TokenRateTests
{
    [Fact]
    public void The_rate_is_what_requests_grew_by_beyond_the_answer_over_the_text_that_came_in()
    {
        // Growth less the answer before: 1,300 - 1,000 - 50 = 250 of 1,000 bytes; 1,610 - 1,300 - 10 = 300 of 1,000; 1,820 - 1,610 - 10 = 200 of 1,000. 750 of 3,000: 0.25.
        var rate = TokenRate.Measure(
            [Request(1, 1000, output: 50), Request(2, 1300, output: 10, newBytes: 1000), Request(3, 1610, output: 10, newBytes: 1000), Request(4, 1820, newBytes: 1000)], 3.5, 1600, "rule");

        Assert.Equal(0.25, rate.TokensPerByte, 10);
        Assert.Equal(3, rate.N);

        // Off by 0, 50 and -50: √(5,000 × 3 / 2) × 1.28155 / 3,000 = 0.0370.
        Assert.Equal(0.2130, rate.Low ?? 0, 4);
        Assert.Equal(0.2870, rate.High ?? 0, 4);
        Assert.Contains("measured", rate.From, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_few_steps_leave_the_rule_of_thumb_without_an_interval()
    {
        var rate = TokenRate.Measure([Request(1, 1000), Request(2, 1300, newBytes: 1000)], 4, 1600, "rule");

        Assert.Equal(0.25, rate.TokensPerByte);
        Assert.Null(rate.Low);
        Assert.Equal(0, rate.N);
        Assert.StartsWith("rule; only 1", rate.From, StringComparison.Ordinal);
    }

    [Fact]
    public void Growth_that_fits_no_text_is_not_believed()
    {
        // Counts that never change, as of a stand-in for the API: no tokens at all for 1,000 bytes.
        var rate = TokenRate.Measure([.. Enumerable.Range(1, 5).Select(turn => Request(turn, 7000, newBytes: 1000))], 4, 1600, "rule");

        Assert.Equal(0.25, rate.TokensPerByte);
        Assert.Contains("does not fit", rate.From, StringComparison.Ordinal);
    }

    [Fact]
    public void Returns_and_changes_of_the_model_measure_nothing()
    {
        var rate = TokenRate.Measure(
            [
                Request(1, 1000), Request(2, 1250, newBytes: 1000), Request(3, 200, newBytes: 1000, isAfterReturn: true), Request(4, 450, newBytes: 1000), Request(5, 700, newBytes: 1000),
                Request(6, 99_999, newBytes: 1000, model: "other"),
            ],
            4, 1600, "rule");

        Assert.Equal(0.25, rate.TokensPerByte);
        Assert.Equal(3, rate.N);
    }

    [Fact]
    public void Images_count_apart()
        => Assert.Equal(new TokenEstimate(120, 70, 120), OneToOne.Estimate(100, 2));
}
