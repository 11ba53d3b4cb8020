using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Coxswain.EndToEnd.Dashboard;

/// <summary>Getting in and out, in a browser before the real daemon.</summary>
[Collection(DemoPages.Name)]
public sealed class LoginTests(DemoDashboard demo)
{
    [Fact]
    public async Task Code_of_cox_login_lets_in_and_logging_out_lets_out()
    {
        await using var browser = await demo.Chromium.SomebodyAsync(new BrowserLook());
        var watch = await PageWatch.OnAsync(browser, demo.Address);
        var page = await browser.NewPageAsync();
        await page.GotoAsync(demo.Address + "/?range=7d");
        await Expect(page).ToHaveURLAsync(demo.Address + "/login?to=%2F%3Frange%3D7d");
        await Expect(page.GetByLabel("Login code")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync(await demo.Bed.LoginCodeAsync());
        await page.Keyboard.PressAsync("Enter");

        await Expect(page).ToHaveURLAsync(demo.Address + "/?range=7d");
        await Expect(page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Log out" })).ToBeVisibleAsync();
        var cookie = Assert.Single(await browser.CookiesAsync());
        Assert.Equal(($"coxswain-{new Uri(demo.Address).Port}", true, SameSiteAttribute.Strict), (cookie.Name, cookie.HttpOnly, cookie.SameSite));
        Assert.Equal("", await page.EvaluateAsync<string>("document.cookie"));
        Assert.Empty(watch.Take());

        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Log out" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(demo.Address + "/login");
        Assert.Empty(await browser.CookiesAsync());
        await page.GotoAsync(demo.Address + "/");
        await Expect(page).ToHaveURLAsync(demo.Address + "/login");
    }

    [Theory]
    [InlineData("aaaa-aaaa-aaaa-aaaa")]
    [InlineData("\"><img src=x onerror=alert(1)>")]
    public async Task Wrong_code_is_said_to_be_wrong_and_lets_nobody_in(string code)
    {
        await using var browser = await demo.Chromium.SomebodyAsync(new BrowserLook());
        var page = await browser.NewPageAsync();
        await page.GotoAsync(demo.Address + "/login");
        await DashboardBed.TypeCodeAsync(page, code);

        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("That is not the login code.");
        Assert.Empty(await browser.CookiesAsync());
        await page.GotoAsync(demo.Address + "/");
        await Expect(page).ToHaveURLAsync(demo.Address + "/login");
    }

    /// <summary>Browsers do not tell the ports of a host apart.</summary>
    [Fact]
    public async Task One_browser_is_logged_in_at_two_daemons_at_once()
    {
        await using var second = new DashboardBed();
        await second.UpAsync();
        await using var browser = await demo.Chromium.SomebodyAsync(new BrowserLook());

        var first = await demo.Bed.LogInAsync(browser);
        var other = await second.LogInAsync(browser);
        await first.ReloadAsync();
        await other.ReloadAsync();

        await Expect(first).ToHaveURLAsync(demo.Address + "/");
        await Expect(other).ToHaveURLAsync(second.Cox.Api + "/");
    }
}
