using Coxswain.Core.Monitoring.Errors;
using Coxswain.Core.Monitoring.Timeouts;
using Coxswain.Core.Recovery.Analysis;
using Coxswain.Core.Recovery.Learning;
using Coxswain.Core.Usage;
using Coxswain.Dashboard;
using Coxswain.Dashboard.Errors;
using Coxswain.Dashboard.Pages;
using Coxswain.Dashboard.Shared;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Coxswain.Tests.Dashboard;

/// <summary>The cards of failures and timeouts from made-up answers: no data, no answer and 0 differ, and nothing that was told becomes markup.</summary>
public sealed class ErrorCardsTests
{
    private const string Hostile = "<img src=x onerror=alert(1)>";
    private static readonly DateTimeOffset Noon = new(2026, 11, 26, 12, 30, 0, TimeSpan.Zero);

    [Fact]
    public async Task What_cannot_be_asked_is_unavailable_and_shows_no_figure()
    {
        var html = await HtmlAsync(Data() with { Errors = new Told<ErrorRateReport>(null, "The store is starting."), Timeouts = new Told<TimeoutReport>(null, "The store is starting.") });

        Assert.Equal(10, html.Split("class=\"away\"").Length - 1);
        Assert.DoesNotContain("class=\"big\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_request_is_no_rate_and_no_failure_is_nought()
    {
        var none = await HtmlAsync(Data() with { Errors = Told.Of(Report([], 0)) });
        var fine = await HtmlAsync(Data() with { Errors = Told.Of(Report([], 50)) });

        Assert.Contains("No request in this range, so that no rate is known.", none, StringComparison.Ordinal);
        Assert.DoesNotContain("0 %", none.Split("id=\"timeouts\"")[0], StringComparison.Ordinal);
        Assert.Contains("0 % <small>of 50 requests given up", fine, StringComparison.Ordinal);
        Assert.Contains("95 % interval 0 %–7.1 %", fine, StringComparison.Ordinal);
        Assert.Contains("Nothing failed, as far as is stored.", fine, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failures_are_counted_by_class_and_named_without_becoming_markup()
    {
        var html = await HtmlAsync(Data() with { Errors = Told.Of(Report([Failure(Hostile, "", 529), Failure("s2", Hostile, 529), Failure("s3", "claude-opus-5-5", 401)], 97)) });

        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
        Assert.Contains("3.0 % <small>of 100 requests given up", html, StringComparison.Ordinal);
        Assert.Contains("<td>overloaded</td><td>2</td><td>2</td><td>0</td><td>0 of 2</td>", html, StringComparison.Ordinal);
        Assert.Contains("role=\"alert\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_under_way_are_shown_with_their_chance_and_none_without_a_gateway()
    {
        var chance = new PassChance(120_000, 41_000, 18, 100, 0.18, 0.11, 0.26, LikeCalls.Model);
        var call = new CallRisk("c", "s", Hostile, 148_000, SizeBucket.Large, true, 1, Noon, 41_000, false, 60_000, chance, chance);
        var some = await HtmlAsync(Data() with { Timeouts = Told.Of(Timeouts([call, call with { IsPast = true, Whole = null, HasBegun = true }], chance)) });
        var gone = await HtmlAsync(Data() with { Timeouts = Told.Of(Timeouts(null, null)) });

        Assert.DoesNotContain("<img", some, StringComparison.Ordinal);
        Assert.Contains("2 <small>in flight", some, StringComparison.Ordinal);
        Assert.Contains("title=\"11 %–26 %, n 100 of any size\">18 %</td>", some, StringComparison.Ordinal);
        Assert.Contains("already</td>", some, StringComparison.Ordinal);
        Assert.Contains("has begun</td>", some, StringComparison.Ordinal);
        Assert.Contains("No gateway here: calls under way are not known.", gone, StringComparison.Ordinal);
        Assert.Contains("No data yet of how long calls take.", gone, StringComparison.Ordinal);
    }

    private static ErrorAnswers Data() => ErrorAnswers.Empty with { AsOf = Noon, Zone = TimeZoneInfo.Utc, Errors = Told.Of(Report([], 0)), Timeouts = Told.Of(Timeouts(null, null)) };

    private static SeenFailure Failure(string session, string model, int status) => new(session, new StoredFailure(
        Noon.AddMinutes(-10), StoredFailure.GivenUp, model, status, "", "", null, 1, null, null, "", "", null, true, false, null), null);

    private static ErrorRateReport Report(IReadOnlyList<SeenFailure> failures, long answered) => ErrorCounting.Count(
        new UsageFilter(Noon.AddHours(-12), null, TimeZoneInfo.Utc, "", "", ""),
        new ErrorEvidence(failures, answered == 0 ? [] : [new AnsweredHour(Noon.AddMinutes(-30), "claude-opus-5-5", null, answered, Noon, ["otlp"])], [], []), null, Noon, RecentErrors.Of(Noon, failures, 0, answered, []));

    private static TimeoutReport Timeouts(IReadOnlyList<CallRisk>? calls, PassChance? all)
        => new(Noon, Noon, Noon.AddDays(-30), Noon, "", all is null ? 0 : 100, false, null, 120_000, calls, [], all, null, null);

    private static async Task<string> HtmlAsync(ErrorAnswers data)
    {
        await using var services = new ServiceCollection().BuildServiceProvider();
        var renderer = new PageRenderer(services, NullLoggerFactory.Instance);
        PageCard[] cards = [.. ErrorsPage.Cards(data), .. RecoveryPage.Cards(data), .. TimeoutsPage.Cards(data), PageCard.Of<AlertCard>("alert", data)];
        var html = "";
        foreach (var card in cards)
        {
            html += await renderer.PartAsync(card.Component, card.Parameters);
        }

        return System.Net.WebUtility.HtmlDecode(html.Replace("&lt;", "&amp;lt;", StringComparison.Ordinal).Replace("&gt;", "&amp;gt;", StringComparison.Ordinal));
    }
}
