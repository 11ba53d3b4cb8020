using Coxswain.Testing;

namespace Coxswain.EndToEnd.Dashboard;

/// <summary>Pictures of every page in <c>artifacts/screenshots</c>; run by <c>eng/screenshots</c> alone.</summary>
[Collection(DemoPages.Name)]
public sealed class Screenshots(DemoDashboard demo, ITestOutputHelper output)
{
    [Fact(Explicit = true)]
    public async Task Every_page_in_light_and_dark_wide_and_narrow()
    {
        var folder = Directory.CreateDirectory(RepositoryRoot.Combine("artifacts", "screenshots")).FullName;
        var look = new BrowserLook();
        foreach (var one in new[] { look, look with { IsDark = true }, look with { Width = 390 }, look with { Width = 390, IsDark = true } })
        {
            await using var browser = await demo.ReaderAsync(one);
            foreach (var found in demo.Pages)
            {
                var page = await browser.NewPageAsync();
                await page.GotoAsync(demo.Address + found.Address);
                // Charts have drawn themselves once the connection for changes says so.
                await page.Locator("#live.on, body:not([data-live])").First.WaitForAsync();
                await page.ScreenshotAsync(new() { FullPage = true, Path = Path.Combine(folder, $"{found.FileName}-{one.Width}-{(one.IsDark ? "dark" : "light")}.png") });
                await page.CloseAsync();
            }
        }

        output.WriteLine($"{demo.Pages.Count} pages in four looks: {folder}");
    }
}
