using Coxswain.Core.Budgets;
using Coxswain.Core.Usage;
using Coxswain.Core.Telemetry.Arriving;
using Coxswain.Dashboard;
using Coxswain.Dashboard.Errors;
using Coxswain.Dashboard.Home;
using Coxswain.Dashboard.Pages;
using Coxswain.Dashboard.Shared;
using Coxswain.Dashboard.Tools;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Coxswain.Tests.Dashboard;

/// <summary>The home page from made-up answers: no data, no answer and 0 differ, and nothing that was told becomes markup.</summary>
public sealed class HomePageTests
{
    private const string Hostile = "<img src=x onerror=alert(1)>\u202Eevil\u0000";
    private static readonly DateTimeOffset Noon = new(2026, 11, 26, 12, 30, 0, TimeSpan.Zero);

    [Fact]
    public async Task What_cannot_be_asked_is_unavailable_and_shows_no_figure()
    {
        var html = await PageAsync(Data(new Told<SpendAnswer>(null, "The store is starting.")));

        Assert.Contains("Unavailable", html, StringComparison.Ordinal);
        Assert.Contains("The store is starting.", html, StringComparison.Ordinal);
        Assert.DoesNotContain("$0", html, StringComparison.Ordinal);
        Assert.DoesNotContain("No data yet", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Range_without_requests_is_not_an_empty_store_and_neither_costs_nothing()
    {
        var range = await PageAsync(Data(new Told<SpendAnswer>(new SpendAnswer([], [], Noon.AddDays(-9)), null)));
        var store = await PageAsync(Data(new Told<SpendAnswer>(new SpendAnswer([], [], null), null)));
        var free = await PageAsync(Data(new Told<SpendAnswer>(new SpendAnswer([(Noon.AddMinutes(-30), Totals(0, 0))], [Row("claude-haiku-5-5", Totals(0, 0))], Noon.AddDays(-9)), null)));

        Assert.Contains("No request in this range.", range, StringComparison.Ordinal);
        Assert.Contains("No data yet.", store, StringComparison.Ordinal);
        Assert.Contains("<span>$0.00 today", free, StringComparison.Ordinal);
        Assert.All(new[] { range, store }, static html => Assert.DoesNotContain("$0.00", html, StringComparison.Ordinal));
    }

    /// <summary>$3 at 10 o'clock, $2 at 11, $1 of this hour; one request of unknown cost.</summary>
    [Fact]
    public async Task Spend_is_the_sum_and_each_hour_its_own()
    {
        var hours = new[] { 10, 11, 12 }.Select(hour => (Noon.AddMinutes(-30).AddHours(hour - 12), Totals(13 - hour, hour == 12 ? 1 : 0))).ToList();
        var html = await PageAsync(Data(new Told<SpendAnswer>(
            new SpendAnswer(hours, [Row("claude-opus-5-5", Totals(6, 1))], Noon.AddDays(-9)) { LastHour = Totals(2, 1), Before = Totals(4, 0), KnowsBefore = true }, null)));

        Assert.Contains("<span>$6.00+? today", html, StringComparison.Ordinal);
        Assert.Contains("$2.00+? <small>in the last 60 minutes", html, StringComparison.Ordinal);
        Assert.Contains("+50 % against $4.00 yesterday up to this time", html, StringComparison.Ordinal);
        Assert.Contains("<title>10:00: $3.00</title>", html, StringComparison.Ordinal);
        Assert.Equal(3, html.Split("<rect").Length - 1);
    }

    [Fact]
    public async Task Names_are_shown_and_are_no_markup()
    {
        var data = Data(new Told<SpendAnswer>(new SpendAnswer([], [Row(Hostile, Totals(1, 0))], Noon), null)) with
        {
            Budgets = new Told<IReadOnlyList<BudgetStatus>>([new BudgetStatus(new Budget(Hostile, BudgetPeriod.Day, 5, BudgetScope.Everything, []), null, "", new BudgetSpend(1, 6, 0, Noon))], null),
        };
        var html = await PageAsync(data with { Filter = PageFilter.Everything with { Range = PageRange.Week, Project = Hostile, Model = Hostile } });

        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
        Assert.Contains("&lt;img src=x onerror=alert(1)&gt;", html, StringComparison.Ordinal);
        Assert.Contains("class=\"over\">120 %", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_just_arrived_is_told_with_what_it_said_and_nothing_else_is_made_up()
    {
        var none = await PageAsync(Data(new Told<SpendAnswer>(null, "away")));
        var some = await PageAsync(Data(new Told<SpendAnswer>(null, "away")), new RecentEvents(Noon, Noon, 70,
        [
            new ArrivedEvent(Noon, Noon, "api_request", "s-1", "claude-opus-5-5", "", 1.01m, 4575, 500, 900, null, null),
            new ArrivedEvent(Noon, Noon, "tool_result", Hostile, "", Hostile, null, null, null, 12, false, null),
            new ArrivedEvent(Noon, Noon, "user_prompt", "", "", "", null, null, null, null, null, null),
        ]));

        Assert.Contains("Nothing has arrived since this daemon began.", none, StringComparison.Ordinal);
        Assert.Contains("api request</a> opus-5-5<br><span class=\"muted\">$1.01 · 4,575 in, 500 out · 900 ms</span></td>", some, StringComparison.Ordinal);
        Assert.Contains("<span class=\"muted\">failed · 12 ms</span>", some, StringComparison.Ordinal);
        Assert.Contains("<td>user prompt</td>", some, StringComparison.Ordinal);
        Assert.Contains("70 events since this daemon began", some, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", some, StringComparison.Ordinal);
    }

    private static HomeAnswers Data(Told<SpendAnswer> spend) => HomeAnswers.Empty with { AsOf = Noon, Zone = TimeZoneInfo.Utc, Spend = spend };

    private static UsageRow Row(string key, UsageTotals totals) => new(key, "", "", totals);

    private static UsageTotals Totals(decimal usd, long unknown) => new(
        2, 10, 20, 30, 0, 0, null, 0, 0, 0, usd, unknown, null, 0, 0, 0, ["claude-opus-5-5"], ["otlp"], Noon, Noon);

    private static async Task<string> PageAsync(HomeAnswers data, RecentEvents? arrived = null)
    {
        await using var services = new ServiceCollection().BuildServiceProvider();
        var renderer = new PageRenderer(services, NullLoggerFactory.Instance);
        var cards = new List<(string, string)>();
        foreach (var card in HomePage.Cards(data, ErrorAnswers.Empty, WorkAnswers.Empty, arrived ?? new RecentEvents(Noon, Noon, 0, [])))
        {
            cards.Add((card.Id, await renderer.PartAsync(card.Component, card.Parameters)));
        }

        var html = await renderer.PageAsync<PageView>(new Dictionary<string, object?>
        {
            ["Catalog"] = new PageCatalog([]),
            ["Place"] = new PagePlace("/", "Home", "Home"),
            ["Path"] = "/",
            ["Request"] = PageRequest.Empty with { Filter = data.Filter },
            ["Rendered"] = new RenderedPage(new PageReading("Home", [], data.AsOf, null), cards),
        });
        return System.Net.WebUtility.HtmlDecode(html.Replace("&lt;", "&amp;lt;", StringComparison.Ordinal).Replace("&gt;", "&amp;gt;", StringComparison.Ordinal));
    }
}
