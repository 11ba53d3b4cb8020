using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Coxswain.EndToEnd.Dashboard;

/// <summary>What is changed and asked by pages, without scripts: forms are enough.</summary>
public sealed class FormTests : IAsyncLifetime
{
    private readonly DashboardBed _bed = new();
    private Chromium? _chromium;

    private Chromium Browser => _chromium ?? throw new InvalidOperationException("Not started.");

    [Fact]
    public async Task Budget_is_set_shown_overridden_and_removed()
    {
        await _bed.WaitForStoreAsync();
        await using var browser = await Browser.SomebodyAsync(new BrowserLook(HasScripts: false));
        var page = await _bed.LogInAsync(browser);
        await page.GotoAsync(_bed.Cox.Api + "/budgets");
        await page.GetByLabel("Name", new PageGetByLabelOptions { Exact = true }).FillAsync("day");
        await page.GetByLabel("Limit, $").FillAsync("12.5");
        await Button(page, "Set").ClickAsync();

        await Expect(page.Locator("main")).ToContainTextAsync("$12.50");
        Assert.Contains("day", (await _bed.Cox.DoneAsync("budget", "list")).Output, StringComparison.Ordinal);
        await page.GetByLabel("Why").FillAsync("<b class=hurt>a release</b>");
        await Button(page, "Override").ClickAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("<b class=hurt>a release</b>");
        await Expect(page.Locator(".hurt")).ToHaveCountAsync(0);

        await page.GotoAsync(_bed.Cox.Api + "/budgets?edit=day");
        await Button(page, "Remove day").ClickAsync();
        await Expect(Button(page, "Remove day")).ToHaveCountAsync(0);
        Assert.DoesNotContain("12.5", (await _bed.Cox.DoneAsync("budget", "list")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explorer_asks_shows_markup_as_text_refuses_to_write_and_downloads()
    {
        await _bed.WaitForStoreAsync();
        await using var browser = await Browser.SomebodyAsync(new BrowserLook(HasScripts: false));
        var page = await _bed.LogInAsync(browser);
        await page.GotoAsync(_bed.Cox.Api + "/sql");
        await AskAsync(page, "SELECT '<b class=hurt>bold</b>' AS said, '=1+1' AS formula, 42 AS answer");
        await Expect(page.Locator("main table")).ToContainTextAsync("<b class=hurt>bold</b>");
        await Expect(page.Locator(".hurt")).ToHaveCountAsync(0);

        var file = await page.RunAndWaitForDownloadAsync(() => Button(page, "Download CSV").ClickAsync());
        var text = await File.ReadAllTextAsync(await file.PathAsync(), TestContext.Current.CancellationToken);
        Assert.Contains("42", text, StringComparison.Ordinal);

        await AskAsync(page, "CREATE TABLE otel.hurt (n UInt8) ENGINE = Memory");
        await Expect(page.Locator("main")).Not.ToContainTextAsync("42");
        Assert.NotEqual(0, (await _bed.Cox.RunAsync(TestContext.Current.CancellationToken, "sql", "SELECT * FROM otel.hurt")).ExitCode);
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

    private static async Task AskAsync(IPage page, string sql)
    {
        await page.GetByLabel("Query, in ClickHouse's SQL").FillAsync(sql);
        await Button(page, "Ask").ClickAsync();
    }

    private static ILocator Button(IPage page, string name) => page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = name, Exact = true });
}
