using Microsoft.Playwright;

namespace Coxswain.EndToEnd.Dashboard;

/// <summary>The system's own chromium, headless; no browser is downloaded. Ends with this object.</summary>
public sealed class Chromium : IAsyncDisposable
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"];

    // For a machine that runs everything at once; what is waited for comes by itself or not at all.
    private const int PatienceMs = 60_000;

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Chromium(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    /// <summary>What it is: <c>COX_CHROMIUM</c>, else where systems install it.</summary>
    public static string Program => Environment.GetEnvironmentVariable("COX_CHROMIUM") is { Length: > 0 } given
        ? given
        : Places.FirstOrDefault(File.Exists) ?? throw new FileNotFoundException("There is no chromium. Install it (Debian: apt-get install chromium; ./test does), or name it with COX_CHROMIUM.");

    public static async Task<Chromium> StartAsync()
    {
        Assertions.SetDefaultExpectTimeout(PatienceMs);
        var playwright = await Playwright.CreateAsync();
        try
        {
            return new Chromium(playwright, await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Program, Headless = true }));
        }
        catch
        {
            playwright.Dispose();
            throw;
        }
    }

    /// <summary>A browser of somebody else: no cookie, nothing kept.</summary>
    public async Task<IBrowserContext> SomebodyAsync(BrowserLook look)
    {
        var browser = await _browser.NewContextAsync(new BrowserNewContextOptions
        {
            ColorScheme = look.IsDark ? ColorScheme.Dark : ColorScheme.Light,
            JavaScriptEnabled = look.HasScripts,
            ReducedMotion = ReducedMotion.Reduce,
            StorageState = look.State,
            ViewportSize = new ViewportSize { Width = look.Width, Height = 1000 },
        });
        browser.SetDefaultTimeout(PatienceMs);
        return browser;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
