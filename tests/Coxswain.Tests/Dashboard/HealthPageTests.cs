using Coxswain.Core.Health;
using Coxswain.Core.Health.Measuring;
using Coxswain.Core.Ratings;
using Coxswain.Core.Recovery.Capabilities;
using Coxswain.Dashboard;
using Coxswain.Dashboard.Health;
using Coxswain.Dashboard.Shared;
using Coxswain.Tests.Core.Health;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using static Coxswain.Tests.Core.Health.Reading.Transcript;

namespace Coxswain.Tests.Dashboard;

/// <summary>Cards of context health: no data, no answer and figures differ, and nothing that was told becomes markup.</summary>
public sealed class HealthPageTests
{
    private const string Hostile = "<img src=x onerror=alert(1)>\u202Eevil";
    private static readonly DateTimeOffset Noon = HealthSubjects.Start.AddHours(3);

    [Fact]
    public async Task What_cannot_be_asked_is_unavailable_on_every_card()
    {
        var html = await CardsAsync(HealthAnswers.Empty with
        {
            Current = new Told<CurrentHealth>(null, "The store is starting."), Ratings = new Told<RatingReport>(null, "The store is starting."), History = new Told<HealthHistory>(null, "The store is starting."),
        });

        Assert.Equal(HealthPage.Cards(HealthAnswers.Empty).Count, html.Split("Unavailable").Length - 1);
        Assert.DoesNotContain("No data", html, StringComparison.Ordinal);
        Assert.DoesNotContain("0 %", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_session_each_card_says_so_and_nobody_is_asked_to_rate()
    {
        var html = await CardsAsync(HealthAnswers.Empty with { Current = Told.Of(new CurrentHealth("", null)), Ratings = Told.Of(Ratings()), History = Told.Of(new HealthHistory(Noon, "", [], false)) });

        Assert.DoesNotContain("<form", html, StringComparison.Ordinal);
        Assert.Contains("No data: no session is known here.", html, StringComparison.Ordinal);
        Assert.Contains("No session was rated yet.", html, StringComparison.Ordinal);
        Assert.Contains("No data: no session in this range.", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Figures_are_told_with_their_bands_in_words_and_hostile_names_are_no_markup()
    {
        // 850,000 of a million: bad. The read of the hostile path is before its edit.
        var window = Read(
            Prompt("u1", "", "go"),
            Call("a1", "u1", "r1", "t1", "Read", """{"file_path":"/<img src=x onerror=alert(1)>"}"""),
            Result("u2", "a1", "t1", "text"),
            Call("a2", "u2", "r2", "t2", "Edit", """{"file_path":"/<img src=x onerror=alert(1)>"}""", """{"input_tokens":850000,"output_tokens":5}"""));
        var health = new HealthExamination(ModelCatalog.Shipped(), HealthRules.Shipped()).Of("s-" + Hostile, window, null, Noon);
        var html = await CardsAsync(HealthAnswers.Empty with
        {
            Current = Told.Of(new CurrentHealth(Hostile, health)),
            Ratings = Told.Of(Ratings(new SessionRating(Noon, "1", "s-" + Hostile, 4, Hostile, "cli", Hostile, "/p"))),
            History = Told.Of(new HealthHistory(Noon, "", [new PastWindow("s-" + Hostile, Hostile, "/p", Noon, Hostile, 3, 850_000, 900_000, 1, 0, 0) { WindowTokens = 1_000_000 }], false)),
        });

        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
        Assert.Contains("<p class=\"big bad\">85 % <small>of the window of 1M tokens, bad", html, StringComparison.Ordinal);
        Assert.Contains("You gave this session 4 of 5.", html, StringComparison.Ordinal);
        Assert.Contains("aria-pressed=\"true\" aria-label=\"4 of 5\"", html, StringComparison.Ordinal);
        Assert.Contains("850k · 85 %", html, StringComparison.Ordinal);
        Assert.Contains("1 (1 automatic)", html, StringComparison.Ordinal);
    }

    private static RatingReport Ratings(params SessionRating[] ratings) => new(Noon, null, "", "", RatingSummary.Of([.. ratings.Select(one => one.Score)]), ratings, false, []);

    private static async Task<string> CardsAsync(HealthAnswers data)
    {
        await using var services = new ServiceCollection().BuildServiceProvider();
        var renderer = new PageRenderer(services, NullLoggerFactory.Instance);
        var html = "";
        foreach (var card in HealthPage.Cards(data))
        {
            html += await renderer.PartAsync(card.Component, card.Parameters);
        }

        return System.Net.WebUtility.HtmlDecode(html.Replace("&lt;", "&amp;lt;", StringComparison.Ordinal).Replace("&gt;", "&amp;gt;", StringComparison.Ordinal));
    }
}
