using System.Globalization;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Coxswain.EndToEnd.Dashboard;

/// <summary>An open page and the daemon behind it: events that come, a daemon that goes and comes back.</summary>
public sealed class LiveTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Events = 12;
    private const string Arrivals = "arrivals";
    private const string Spend = "spend";

    // A second is promised, and met by a machine that has one; the figure is told, the limit only tells that it comes by itself.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    // As requests of a session that is at work: a page is read for a fifth of the time in the long run.
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(4);

    private readonly DashboardBed _bed = new();
    private Chromium? _chromium;

    [Fact]
    public async Task Event_that_is_acknowledged_is_painted_on_the_open_page_without_a_reload()
    {
        await _bed.WaitForStoreAsync();
        await using var browser = await Browser.SomebodyAsync(new BrowserLook());
        var watch = await PageWatch.OnAsync(browser, _bed.Cox.Api);
        var page = await _bed.LogInAsync(browser);
        await Expect(page.Locator("#live-text")).ToContainTextAsync("live");
        await Expect(page.Locator("#spend")).ToContainTextAsync("No data yet");

        var (arrived, counted) = (new List<double>(), new List<double>());
        var sum = 0m;
        for (var number = 1; number <= Events; number++)
        {
            // Neither is any other figure of its card.
            await Task.Delay(Between, TimeProvider.System, TestContext.Current.CancellationToken);
            var cost = 1 + (number / 100m);
            sum += cost;
            await WatchAsync(page, Arrivals, Money(cost));
            await WatchAsync(page, Spend, Money(sum));
            var acknowledged = (await _bed.SendAsync(SentEvents.Request((double)cost)) - DateTimeOffset.UnixEpoch).TotalMilliseconds;
            arrived.Add(await PaintedAsync(page, Arrivals) - acknowledged);
            counted.Add(await PaintedAsync(page, Spend) - acknowledged);
        }

        Tell("the event itself", arrived);
        Tell("in the day's sum", counted);
        Assert.True(await page.EvaluateAsync<bool>(PageScripts.NeverReloaded));
        Assert.Empty(watch.Take());
    }

    [Fact]
    public async Task Page_says_that_the_daemon_is_gone_and_is_live_again_once_it_is_back()
    {
        await _bed.WaitForStoreAsync();
        await using var browser = await Browser.SomebodyAsync(new BrowserLook());
        var page = await _bed.LogInAsync(browser);
        await Expect(page.Locator("#live-text")).ToContainTextAsync("live");
        await WatchAsync(page, Spend, "$2.37");

        await _bed.KillAsync();
        await Expect(page.Locator("#live-text")).ToContainTextAsync("no connection for");
        await Expect(page.Locator("#live-text")).ToContainTextAsync("trying again");
        await Expect(page.Locator("#live.on")).ToHaveCountAsync(0);

        await _bed.UpAgainAsync();
        await Expect(page.Locator("#live-text")).ToContainTextAsync("live");
        await Expect(page.Locator("#live.on")).ToHaveCountAsync(1);
        await _bed.WaitForStoreAsync();
        await _bed.SendAsync(SentEvents.Request(2.37));
        await PaintedAsync(page, Spend);
        Assert.True(await page.EvaluateAsync<bool>(PageScripts.NeverReloaded));
    }

    private static string Money(decimal usd) => usd.ToString("$0.00", CultureInfo.InvariantCulture);

    private static async Task WatchAsync(IPage page, string card, string text) => await page.EvaluateAsync(PageScripts.WatchFor, new[] { card, text });

    private static Task<double> PaintedAsync(IPage page, string card)
        => page.EvaluateAsync<double>(PageScripts.Painted, card).WaitAsync(Limit, TimeProvider.System, TestContext.Current.CancellationToken);

    private void Tell(string what, List<double> taken)
    {
        taken.Sort();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: acknowledged to painted, {taken.Count} events, ms: median {taken[taken.Count / 2]:F0}, longest {taken[^1]:F0}, shortest {taken[0]:F0}"));
    }

    public async ValueTask InitializeAsync()
    {
        _chromium = await Chromium.StartAsync();
        await _bed.UpAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_chromium is not null)
        {
            await _chromium.DisposeAsync();
        }

        await _bed.DisposeAsync();
    }

    private Chromium Browser => _chromium ?? throw new InvalidOperationException("Not started.");
}
