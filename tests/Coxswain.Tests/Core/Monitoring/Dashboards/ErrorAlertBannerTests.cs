using Coxswain.Core.Monitoring.Dashboards;
using Coxswain.Core.Monitoring.Errors;
using Coxswain.Core.Recovery.Analysis;
using Coxswain.Core.Usage;

namespace Coxswain.Tests.Core.Monitoring.Dashboards;

/// <summary>What the banner says of made-up failures: no data, no failure and something to look at differ.</summary>
public sealed class ErrorAlertBannerTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void No_request_is_an_unknown_rate_and_not_nought()
    {
        var banner = Of([], 0, 0);

        Assert.Equal((null, "No request is stored of this time."), (banner.ErrorRate.Value, banner.ErrorRate.Why));
        Assert.Equal((null, null, null), (banner.RecoverySuccess.Value, banner.LastError, banner.Alert));
    }

    [Fact]
    public void Requests_without_a_failure_are_a_rate_of_nought_with_its_interval_and_no_alert()
    {
        var banner = Of([], 100, 0);

        Assert.Equal((0m, 100L, 0m), (banner.ErrorRate.Value, banner.ErrorRate.N, banner.ErrorRate.Low));
        Assert.Equal(0.036993m, banner.ErrorRate.High);
        Assert.Equal((null, "No request met a failure whose end is known."), (banner.RecoverySuccess.Value, banner.RecoverySuccess.Why));
        Assert.Null(banner.Alert);
    }

    [Fact]
    public void Failures_as_frequent_as_ever_are_no_alert_and_more_of_them_lately_are()
    {
        var usual = Enumerable.Range(1, 20).Select(static i => Failure(Noon.AddHours(-i).AddMinutes(-30), 529));
        Assert.Null(Of([.. usual, Failure(Noon.AddMinutes(-10), 529)], 400, 20).Alert);

        var burst = Of([.. usual, .. Enumerable.Range(1, 12).Select(static i => Failure(Noon.AddMinutes(-i), 529))], 400, 20).Alert!;

        Assert.StartsWith("12 of 32 requests failed in the last hours (37.5 %), 4.8 % before; most often overloaded.", burst.What, StringComparison.Ordinal);
        Assert.Equal(Noon.AddMinutes(-12), burst.Since);
    }

    [Fact]
    public void One_refused_key_is_an_alert_at_once_and_an_old_one_is_none()
    {
        Assert.Contains("authentication", Of([Failure(Noon.AddMinutes(-5), 401)], 400, 20).Alert!.What, StringComparison.Ordinal);
        Assert.Null(Of([Failure(Noon.AddHours(-5), 401)], 400, 20).Alert);
    }

    private static SeenFailure Failure(DateTimeOffset time, int status) => new("s", new StoredFailure(
        time, StoredFailure.GivenUp, "claude-opus-5-5", status, "", "", null, 1, null, null, Guid.NewGuid().ToString("N"), "", null, true, false, 1000), time.AddSeconds(1));

    /// <param name="answered">Before the last hour, 20 to each.</param>
    private static ErrorAlertBanner Of(IEnumerable<SeenFailure> failures, int answered, int lately)
    {
        var hours = Enumerable.Range(2, answered / 20).Select(static back => new AnsweredHour(Noon.AddHours(-back), "claude-opus-5-5", PromptRange.Of(1000), 20, Noon.AddHours(-back), ["otlp"]));
        var evidence = new ErrorEvidence(
            [.. failures.OrderBy(static one => one.Failure.Time)], [.. hours, .. lately > 0 ? [new AnsweredHour(Noon.AddHours(-1), "claude-opus-5-5", PromptRange.Of(1000), lately, Noon, ["otlp"])] : Array.Empty<AnsweredHour>()], [], []);
        return ErrorAlertBanner.Of(ErrorCounting.Count(new UsageFilter(Noon.AddHours(-24), null, TimeZoneInfo.Utc, "", "", ""), evidence, null, Noon));
    }
}
