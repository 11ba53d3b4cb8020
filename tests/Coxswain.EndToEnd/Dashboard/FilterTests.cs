using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Coxswain.EndToEnd.Dashboard;

/// <summary>Narrowing pages by links and a form, with scripts and without, and going from a list to one of its things.</summary>
[Collection(DemoPages.Name)]
public sealed class FilterTests(DemoDashboard demo)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Range_project_and_model_are_chosen_by_link_and_form_and_kept_on_other_pages(bool hasScripts)
    {
        await using var browser = await demo.ReaderAsync(new BrowserLook(HasScripts: hasScripts));
        var page = await browser.NewPageAsync();
        await page.GotoAsync(demo.Address + "/");

        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "30 days", Exact = true }).ClickAsync();
        await Expect(page).ToHaveURLAsync(demo.Address + "/?range=30d");
        await Expect(page.Locator(".chip.on")).ToHaveTextAsync("30 days");
        var model = await page.Locator("#model-names option").First.GetAttributeAsync("value") ?? "";
        Assert.NotEqual("", model);
        await page.GetByLabel("Model", new PageGetByLabelOptions { Exact = true }).FillAsync(model);
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Filter", Exact = true }).ClickAsync();

        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex($"range=30d.*model={System.Text.RegularExpressions.Regex.Escape(Uri.EscapeDataString(model))}"));
        await Expect(page.Locator("#models tbody tr, #models table tr:has(td)")).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Navigation, new PageGetByRoleOptions { Name = "Sections" }).GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = "Sessions", Exact = true }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/sessions\\?range=30d&model="));
        await Expect(page.GetByLabel("Model", new PageGetByLabelOptions { Exact = true })).ToHaveValueAsync(model);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Session_is_found_by_search_and_opened(bool hasScripts)
    {
        await using var browser = await demo.ReaderAsync(new BrowserLook(HasScripts: hasScripts));
        var page = await browser.NewPageAsync();
        await page.GotoAsync(demo.Address + "/sessions?range=30d");
        var rows = page.Locator("#sessions tbody tr");
        var all = await rows.CountAsync();
        var link = rows.First.GetByRole(AriaRole.Link);
        var address = await link.GetAttributeAsync("href") ?? "";
        await page.GetByLabel("Title, folder, branch or id").FillAsync(address["/sessions/".Length..].Split('?')[0]);
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Search", Exact = true }).ClickAsync();

        await Expect(rows).ToHaveCountAsync(1);
        Assert.True(all > 1, $"{all} sessions");
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("range=30d"));
        await rows.First.GetByRole(AriaRole.Link).ClickAsync();
        await Expect(page).ToHaveURLAsync(demo.Address + address);
        await Expect(page.Locator("#timeline")).ToBeVisibleAsync();
    }

    /// <summary>Each figure opens where it comes from, also without scripts.</summary>
    [Fact]
    public async Task Every_card_opens_where_its_figures_come_from()
    {
        await using var browser = await demo.ReaderAsync(new BrowserLook(HasScripts: false));
        var page = await browser.NewPageAsync();
        var faults = new List<string>();
        // The text of a query is no figure.
        foreach (var found in demo.Pages.Where(static one => one.Name != "/query"))
        {
            await page.GotoAsync(demo.Address + found.Address);
            foreach (var card in await page.Locator(".card").AllAsync())
            {
                var name = $"{found.Name} {await card.GetAttributeAsync("id")}";
                if (await card.Locator("details.prov > summary").CountAsync() != 1)
                {
                    faults.Add($"{name}: none");
                    continue;
                }

                await card.Locator("details.prov > summary").ClickAsync();
                foreach (var part in new[] { "counted", "window", "n", "asked" })
                {
                    if (await card.Locator("details.prov dt", new LocatorLocatorOptions { HasTextRegex = new($"^{part}$") }).CountAsync() != 1)
                    {
                        faults.Add($"{name}: {part} is not told");
                    }
                }
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }
}
