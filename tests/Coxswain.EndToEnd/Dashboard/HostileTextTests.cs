using static Microsoft.Playwright.Assertions;

namespace Coxswain.EndToEnd.Dashboard;

/// <summary>Table B8 on every page: markup, directions, control signs, formulas and a megabyte are shown as text and do nothing.</summary>
public sealed class HostileTextTests : IAsyncLifetime
{
    private const int MostHtmlBytes = 4_000_000;
    private const string Harm = "typeof hurt !== 'undefined' || document.querySelector('.hurt, main img, main iframe, main base') !== null";

    private readonly DashboardBed _bed = new();
    private Chromium? _chromium;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private Chromium Browser => _chromium ?? throw new InvalidOperationException("Not started.");

    [Fact]
    public async Task Hostile_texts_are_text_on_every_page_and_do_nothing()
    {
        await WriteTranscriptsAsync();
        await _bed.UpAsync();
        await _bed.WaitForStoreAsync();
        await using var browser = await Browser.SomebodyAsync(new BrowserLook());
        var watch = await PageWatch.OnAsync(browser, _bed.Cox.Api);
        var open = await _bed.LogInAsync(browser);
        await Expect(open.Locator("#live-text")).ToContainTextAsync("live");

        // They come while a page is open, and are morphed into it.
        foreach (var hostile in HostileText.All)
        {
            await _bed.SendAsync(
                SentEvents.Request(0.5, hostile.Text, hostile.Session), SentEvents.ToolResult(hostile.Text, hostile.Session, hostile.Text),
                SentEvents.Of("user_prompt", hostile.Session, new("prompt", hostile.Text), new("prompt_length", hostile.Text.Length)),
                SentEvents.Of("api_error", hostile.Session, new("error", hostile.Text), new("model", hostile.Text), new("status_code", "400"), new("duration_ms", 5), new("attempt", 1)));
        }

        await Expect(open.Locator("#models")).ToContainTextAsync(HostileText.All[0].ShownAsModel);
        Assert.False(await open.EvaluateAsync<bool>(Harm));

        var seen = new HashSet<string>(StringComparer.Ordinal);
        var faults = new List<string>();
        foreach (var address in await AddressesAsync(browser))
        {
            var page = await browser.NewPageAsync();
            var answer = await page.GotoAsync(_bed.Cox.Api + address);
            var size = (await answer!.BodyAsync()).Length;
            var text = await page.EvaluateAsync<string>("document.body.textContent");
            seen.UnionWith(HostileText.All.Where(one => text.Contains(one.Shown, StringComparison.Ordinal)).Select(static one => one.Session + " as it is"));
            seen.UnionWith(HostileText.All.Where(one => address.StartsWith("/?", StringComparison.Ordinal) && text.Contains(one.ShownAsModel, StringComparison.Ordinal)).Select(static one => one.Session + " as a model"));
            if (answer.Status != 200 || size > MostHtmlBytes || await page.EvaluateAsync<bool>(Harm))
            {
                faults.Add($"{address}: {answer.Status}, {size} bytes, harm: {await page.EvaluateAsync<bool>(Harm)}");
            }

            if (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth") is > 0 and var wider)
            {
                faults.Add($"{address}: {wider} px wider than the window, {await page.EvaluateAsync<string>(PageScripts.WidestElement)}");
            }

            faults.AddRange(watch.Take().Select(fault => $"{address}: {fault}"));
            await page.CloseAsync();
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.Equal(HostileText.All.SelectMany(static one => new[] { one.Session + " as it is", one.Session + " as a model" }).Order(), seen.Order());
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

    private async Task<List<string>> AddressesAsync(Microsoft.Playwright.IBrowserContext browser)
    {
        var (pages, dead) = await PageWalk.AllAsync(browser, _bed.Cox.Api);
        Assert.True(dead.Count == 0, string.Join('\n', dead));
        return [.. pages.Select(static one => one.Address), .. HostileText.All.Select(static one => "/sessions/" + one.Session)];
    }

    private async Task WriteTranscriptsAsync()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_bed.Cox.Home, ".claude", "projects", "-p")).FullName;
        foreach (var hostile in HostileText.All)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, hostile.Session + ".jsonl"), hostile.Transcript(TimeProvider.System.GetUtcNow()), Cancelled);
        }
    }
}
