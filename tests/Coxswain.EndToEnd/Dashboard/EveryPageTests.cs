using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Coxswain.EndToEnd.Dashboard;

/// <summary>What holds for every page there is, on made-up data.</summary>
[Collection(DemoPages.Name)]
public sealed class EveryPageTests(DemoDashboard demo)
{
    public static TheoryData<int, bool> Looks => new() { { 1440, false }, { 1440, true }, { 390, false }, { 390, true } };

    [Fact]
    public void Every_link_leads_to_a_page()
    {
        Assert.True(demo.Pages.Count > 1, "No links were found.");
        Assert.True(demo.DeadLinks.Count == 0, string.Join('\n', demo.DeadLinks));
    }

    /// <summary>WCAG 2.2 A and AA and axe's best practices; nothing wider than the window; nothing the policy forbids and nothing from elsewhere.</summary>
    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Page_has_nothing_axe_objects_to_and_fits_the_window(int width, bool isDark)
    {
        await using var browser = await demo.ReaderAsync(new BrowserLook(width, isDark));
        var watch = await PageWatch.OnAsync(browser, demo.Address);
        var faults = new List<string>();
        foreach (var found in demo.Pages)
        {
            var page = await OpenAsync(browser, found);
            faults.AddRange(watch.Take().Select(fault => $"{found.Name}: {fault}"));
            var (window, content) = (await page.EvaluateAsync<int>("document.documentElement.clientWidth"), await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
            if (content > window)
            {
                faults.Add($"{found.Name}: {content} px wide, {await page.EvaluateAsync<string>(PageScripts.WidestElement)}");
            }

            // What "where from" and others open is part of the page.
            await page.EvaluateAsync("document.querySelectorAll('details').forEach(one => one.open = true)");
            var judged = await page.RunAxe();
            faults.AddRange(judged.Violations.SelectMany(rule => rule.Nodes.Take(3).Select(node => $"{found.Name}: {rule.Id} ({rule.Impact}): {Cut(node.Html)}")));
            await page.CloseAsync();
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults.Distinct()));
    }

    /// <summary>Each link, field and button, in the order it is read, and one sees where one is.</summary>
    [Theory]
    [InlineData(1440)]
    [InlineData(390)]
    public async Task Everything_is_reached_by_Tab_in_order_with_a_focus_one_sees(int width)
    {
        await using var browser = await demo.ReaderAsync(new BrowserLook(width));
        var faults = new List<string>();
        foreach (var found in demo.Pages)
        {
            var page = await OpenAsync(browser, found);
            var count = await page.EvaluateAsync<int>(PageScripts.MarkReachable);
            var reached = new List<int>();
            // A field of a date takes several; what scrolls takes one.
            for (var press = 0; press < (count * 5) + 20 && (reached.Count == 0 || reached[^1] < count - 1); press++)
            {
                await page.Keyboard.PressAsync("Tab");
                var (place, isSeen) = await FocusAsync(page);
                if (place >= 0 && (reached.Count == 0 || reached[^1] != place))
                {
                    reached.Add(place);
                    if (!isSeen)
                    {
                        faults.Add($"{found.Name}: the focus is not seen on {await page.EvaluateAsync<string>(PageScripts.Focused)}");
                    }
                }
            }

            if (!reached.SequenceEqual(Enumerable.Range(0, count)))
            {
                faults.Add($"{found.Name}: of {count}, reached {string.Join(' ', reached.Take(60))}");
            }

            await page.CloseAsync();
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults.Distinct()));
    }

    [Fact]
    public async Task Without_scripts_every_page_is_whole()
    {
        await using var scripted = await demo.ReaderAsync(new BrowserLook());
        await using var plain = await demo.ReaderAsync(new BrowserLook(HasScripts: false));
        var faults = new List<string>();
        foreach (var found in demo.Pages)
        {
            var (with, without) = (await OpenAsync(scripted, found), await OpenAsync(plain, found));
            var (wanted, got) = (await with.Locator("h1, h2").AllInnerTextsAsync(), await without.Locator("h1, h2").AllInnerTextsAsync());
            if (!wanted.SequenceEqual(got) || got.Count == 0)
            {
                faults.Add($"{found.Name}: {string.Join(" / ", got)} instead of {string.Join(" / ", wanted)}");
            }

            // Cards, tables and drawings are the server's.
            foreach (var part in new[] { ".card", "table tr", "svg", "summary" })
            {
                var (many, few) = (await with.Locator(part).CountAsync(), await without.Locator(part).CountAsync());
                if (few < many && part != "svg" || (part == "svg" && few == 0 && many > 0))
                {
                    faults.Add($"{found.Name}: {few} of {part} instead of {many}");
                }
            }

            await with.CloseAsync();
            await without.CloseAsync();
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    private async Task<IPage> OpenAsync(IBrowserContext browser, FoundPage found)
    {
        var page = await browser.NewPageAsync();
        await page.GotoAsync(demo.Address + found.Address);
        return page;
    }

    private static async Task<(int Place, bool IsSeen)> FocusAsync(IPage page)
    {
        var focus = await page.EvaluateAsync<int[]>(PageScripts.Focus);
        return (focus[0], focus[1] == 1);
    }

    private static string Cut(string html) => html.Length > 200 ? html[..200] : html;
}
