using System.Globalization;
using static Microsoft.Playwright.Assertions;

namespace Coxswain.EndToEnd.Dashboard;

/// <summary>An open page and the daemon behind it: events that come, a daemon that goes and comes back.</summary>
public sealed class LiveTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Events = 12;

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

        var taken = new List<double>();
        for (var number = 1; number <= Events; number++)
        {
            // A sum no other figure of the page is.
            await Task.Delay(Between, TimeProvider.System, TestContext.Current.CancellationToken);
            var text = string.Create(CultureInfo.InvariantCulture, $"${number * 1.37:F2}");
            await page.EvaluateAsync(PageScripts.WatchFor, text);
            var acknowledged = await _bed.SendAsync(SentEvents.Request(1.37));
            var painted = await page.EvaluateAsync<double>(PageScripts.Painted).WaitAsync(Limit, TimeProvider.System, TestContext.Current.CancellationToken);
            taken.Add(painted - (acknowledged - DateTimeOffset.UnixEpoch).TotalMilliseconds);
        }

        taken.Sort();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"acknowledged to painted, {Events} events, ms: median {taken[Events / 2]:F0}, longest {taken[^1]:F0}, shortest {taken[0]:F0}"));
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
        await page.EvaluateAsync(PageScripts.WatchFor, "$2.37");

        await _bed.KillAsync();
        await Expect(page.Locator("#live-text")).ToContainTextAsync("no connection for");
        await Expect(page.Locator("#live-text")).ToContainTextAsync("trying again");
        await Expect(page.Locator("#live.on")).ToHaveCountAsync(0);

        await _bed.UpAgainAsync();
        await Expect(page.Locator("#live-text")).ToContainTextAsync("live");
        await Expect(page.Locator("#live.on")).ToHaveCountAsync(1);
        await _bed.WaitForStoreAsync();
        await _bed.SendAsync(SentEvents.Request(2.37));
        await page.EvaluateAsync<double>(PageScripts.Painted).WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.True(await page.EvaluateAsync<bool>(PageScripts.NeverReloaded));
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
