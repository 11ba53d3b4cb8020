using System.Text.RegularExpressions;
using static Microsoft.Playwright.Assertions;

namespace Coxswain.EndToEnd.Dashboard;

/// <summary>Two ways to have no figures, which look different: nothing was ever stored, and nobody can be asked.</summary>
public sealed partial class AwayTests : IAsyncLifetime
{
    private readonly DashboardBed _bed = new();
    private Chromium? _chromium;

    /// <summary>Pages that ask the store nothing of themselves.</summary>
    private static readonly string[] WithoutFigures = ["/settings", "/system", "/sql", "/query"];

    /// <summary>Of one thing: no link leads there while there is none.</summary>
    private static readonly FoundPage OneSession = new("/sessions/{one}", "/sessions/11111111-2222-4333-8444-555555555555");

    [Fact]
    public async Task Store_that_is_away_is_said_to_be_unavailable_and_no_card_shows_a_zero()
    {
        _bed.Cox.Environment["CLICKHOUSE_HOST"] = "127.0.0.1:1";
        _bed.Cox.Environment["COX_STORE_RETRIES"] = "0";
        await _bed.UpAsync();
        await using var browser = await Browser.SomebodyAsync(new BrowserLook());
        var page = await _bed.LogInAsync(browser);
        await page.CloseAsync();

        var (pages, _) = await PageWalk.AllAsync(browser, _bed.Cox.Api);
        var faults = new List<string>();
        foreach (var found in pages.Append(OneSession))
        {
            page = await browser.NewPageAsync();
            await page.GotoAsync(_bed.Cox.Api + found.Address);
            var away = await page.GetByText("Unavailable", new() { Exact = true }).CountAsync();
            var texts = await page.Locator(".card:has(.away)").AllInnerTextsAsync();
            faults.AddRange(texts.Where(static text => Zero().IsMatch(text)).Select(text => $"{found.Name}: {text}"));
            if (away == 0 && !WithoutFigures.Contains(found.Name))
            {
                faults.Add($"{found.Name}: nothing is said to be unavailable:\n{await page.Locator("main").InnerTextAsync()}");
            }

            await page.CloseAsync();
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public async Task Empty_store_is_said_to_be_empty_and_what_to_do_about_it()
    {
        await _bed.UpAsync();
        await _bed.WaitForStoreAsync();
        await using var browser = await Browser.SomebodyAsync(new BrowserLook());
        var watch = await PageWatch.OnAsync(browser, _bed.Cox.Api);
        var page = await _bed.LogInAsync(browser);
        await Expect(page.Locator("#live-text")).ToContainTextAsync("live");
        await page.CloseAsync();

        var (pages, _) = await PageWalk.AllAsync(browser, _bed.Cox.Api);
        var faults = new List<string>();
        foreach (var found in pages)
        {
            page = await browser.NewPageAsync();
            await page.GotoAsync(_bed.Cox.Api + found.Address);
            var text = await page.Locator("main").InnerTextAsync();
            if (text.Contains("Unavailable", StringComparison.Ordinal))
            {
                faults.Add($"{found.Name}: something is unavailable:\n{text}");
            }

            var isSaid = text.Contains("No data", StringComparison.Ordinal) && text.Contains("cox connect", StringComparison.Ordinal);
            // A budget can be set before anything came: the page says how.
            if (!isSaid && found.Name != "/budgets" && !WithoutFigures.Contains(found.Name))
            {
                faults.Add($"{found.Name}: does not say that there is no data yet, and what to do:\n{text}");
            }

            await page.CloseAsync();
        }

        faults.AddRange(watch.Take());
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    public async ValueTask InitializeAsync() => _chromium = await Chromium.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (_chromium is not null)
        {
            await _chromium.DisposeAsync();
        }

        await _bed.DisposeAsync();
    }

    private Chromium Browser => _chromium ?? throw new InvalidOperationException("Not started.");

    /// <summary>A figure that is zero, not a part of another or of a time.</summary>
    [GeneratedRegex(@"(?<![\d.,:])\$?0(?:\.0+)?\s?%?(?![\d.,:])(?!\d)")]
    private static partial Regex Zero();
}
