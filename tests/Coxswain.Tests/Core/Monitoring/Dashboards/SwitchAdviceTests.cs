using Coxswain.Core.Budgets.Switching;
using Coxswain.Core.Budgets.Switching.Recorded;
using Coxswain.Core.Monitoring.Dashboards;
using Coxswain.Dashboard.Shared;

namespace Coxswain.Tests.Core.Monitoring.Dashboards;

/// <summary>What switches saved is called a gain, or a loss, only where the interval says so (Student's).</summary>
public sealed class SwitchAdviceTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("Go on letting work of opus move to haiku.", true, 1.0, 1.2, 0.9)]
    [InlineData("No difference shown between moving work of opus to haiku and staying (n 3)", false, 3.0, -1.0, 0.5)]
    [InlineData("No difference shown between moving work of opus to haiku and staying (n 2)", false, 1.0, 1.5)]
    [InlineData("No difference shown between moving work of opus to haiku and staying (n 1)", false, 5.0)]
    [InlineData("Let work of opus stay: moving it to haiku has cost more than it saved.", false, -1.0, -1.2, -0.9)]
    [InlineData("No difference shown between moving work of opus to haiku and staying (n 3)", false, -3.0, 1.0, -0.5)]
    public void Only_what_is_beyond_chance_is_called_so(string told, bool isGain, params double[] saved)
    {
        var outcomes = saved.Select(static usd => new SwitchOutcome(
            new RecordedSwitch(Receipt, "", null, "", null, Noon, ""), new RealisedSaving(3, 10m, 10m + (decimal)usd, ""))).ToList();

        var advice = Assert.Single(SwitchAdvice.Of(new SwitchReport("UTC", Noon.AddDays(-1), "", Noon, new DateOnly(2026, 11, 1), outcomes, false)).Items ?? []);

        Assert.StartsWith(told, advice.Text, StringComparison.Ordinal);
        Assert.NotNull(advice.Saving);
        // What is not a gain is not in bold.
        Assert.Equal(isGain, FigureText.IsGain(advice.Saving));
    }

    private static SwitchReceipt Receipt => new()
    {
        At = Noon, SessionId = "session", From = "opus", To = "haiku", Moment = default, Why = "", IsForced = false, ExpectedSavingUsd = 1, LowUsd = 0, HighUsd = 2, StayingWouldCostUsd = 3, Cache = new CacheState(0, null, CacheLifetime.OneHour), TokenFactor = 1,
    };
}
