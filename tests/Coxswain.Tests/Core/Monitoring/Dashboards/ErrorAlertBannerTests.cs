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
    public void Failures_as_frequent_as_ever_are_no_alert_and_more_of_them_in_the_last_hour_are_whatever_the_range()
    {
        var usual = Enumerable.Range(1, 20).Select(static i => Failure(Noon.AddHours(-i).AddMinutes(-30), 529));
        Assert.Null(Of([.. usual, Failure(Noon.AddMinutes(-10), 529)], 400, 20).Alert);

        SeenFailure[] burst = [.. usual, .. Enumerable.Range(1, 12).Select(static i => Failure(Noon.AddMinutes(-i), 529))];
        var alert = Of(burst, 400, 20).Alert;

        Assert.StartsWith("12 of 32 requests failed in the last hour (37.5 %), 4.8 % in the 7 days before; most often overloaded.", alert?.What, StringComparison.Ordinal);
        Assert.Equal(Noon.AddMinutes(-12), alert?.Since);
        Assert.Equal(alert, Of(burst, 400, 20, Noon.AddMinutes(-20)).Alert);
        Assert.Equal(alert, Of(burst, 400, 20, Noon.AddDays(-30)).Alert);
    }

    [Fact]
    public void Requests_that_failed_by_their_own_fault_are_no_outage()
        => Assert.Null(Of(Enumerable.Range(1, 12).Select(static i => Failure(Noon.AddMinutes(-i), 400)), 400, 20).Alert);

    [Fact]
    public void With_nothing_before_most_must_fail()
    {
        Assert.Null(Of([Failure(Noon.AddMinutes(-1), 529)], 0, 0).Alert);
        Assert.Null(Of(Enumerable.Range(1, 4).Select(static i => Failure(Noon.AddMinutes(-i), 529)), 0, 4).Alert);
        Assert.StartsWith(
            "4 of 4 requests failed in the last hour (100.0 %), and nothing is known of the 7 days before;",
            Of(Enumerable.Range(1, 4).Select(static i => Failure(Noon.AddMinutes(-i), 529)), 0, 0).Alert?.What,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Lost_connections_are_told_with_what_to_look_at_and_what_the_gateway_did()
    {
        var alert = Of([.. Enumerable.Range(1, 9).Select(static i => Failure(Noon.AddMinutes(-i), null, "ECONNREFUSED"))], 400, 3).Alert;

        Assert.StartsWith("Look at the network", alert?.Do, StringComparison.Ordinal);
        Assert.Equal("The gateway brought 1 call to an answer unseen, after 2 failed tries.", alert?.Did);
    }

    [Fact]
    public void One_refused_key_is_an_alert_at_once_and_an_old_one_is_none()
    {
        Assert.Contains("authentication", Of([Failure(Noon.AddMinutes(-5), 401)], 400, 20).Alert?.What, StringComparison.Ordinal);
        Assert.Null(Of([Failure(Noon.AddHours(-5), 401)], 400, 20).Alert);
    }

    private static SeenFailure Failure(DateTimeOffset time, int? status, string type = "") => new("s", new StoredFailure(
        time, StoredFailure.GivenUp, "claude-opus-5-5", status, type, "", null, 1, null, null, Guid.NewGuid().ToString("N"), "", null, true, false, 1000), time.AddSeconds(1));

    /// <param name="answered">Before the last hour, 20 to each.</param>
    /// <param name="since">First moment of the report's range.</param>
    private static ErrorAlertBanner Of(IEnumerable<SeenFailure> failures, int answered, int recently, DateTimeOffset? since = null)
    {
        var hours = Enumerable.Range(2, answered / 20).Select(static back => new AnsweredHour(Noon.AddHours(-back), "claude-opus-5-5", PromptRange.Of(1000), 20, Noon.AddHours(-back), ["otlp"]));
        var from = since ?? Noon.AddHours(-24);
        SeenFailure[] all = [.. failures.OrderBy(static one => one.Failure.Time)];
        var evidence = new ErrorEvidence(
            [.. all.Where(one => one.Failure.Time >= from)],
            [.. hours.Where(hour => hour.Hour >= from), .. recently > 0 ? [new AnsweredHour(Noon.AddHours(-1), "claude-opus-5-5", PromptRange.Of(1000), recently, Noon, ["otlp"])] : Array.Empty<AnsweredHour>()],
            [],
            []);
        var recent = RecentErrors.Of(Noon, all, answered, recently, [new RescuedCall(Noon.AddMinutes(-3), "s", "claude-opus-5-5", "overloaded", "retry", 3)]);
        return ErrorAlertBanner.Of(ErrorCounting.Count(new UsageFilter(from, null, TimeZoneInfo.Utc, "", "", ""), evidence, null, Noon, recent));
    }
}
