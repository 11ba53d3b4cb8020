using Microsoft.Playwright;

namespace Coxswain.EndToEnd.Dashboard;

/// <summary>A daemon on the data of <c>cox demo</c> and a browser somebody has logged in with.</summary>
public sealed class DemoDashboard : IAsyncLifetime
{
    private Chromium? _chromium;
    private string? _state;

    public DashboardBed Bed { get; } = new();

    public string Address => Bed.Cox.Api;

    public Chromium Chromium => _chromium ?? throw new InvalidOperationException("Not started.");

    /// <summary>All there are, found once.</summary>
    public IReadOnlyList<FoundPage> Pages { get; private set; } = [];

    /// <summary>Links that lead to no page.</summary>
    public IReadOnlyList<string> DeadLinks { get; private set; } = [];

    /// <summary>A browser that is logged in.</summary>
    public Task<IBrowserContext> ReaderAsync(BrowserLook look) => Chromium.SomebodyAsync(look with { State = _state });

    public async ValueTask InitializeAsync()
    {
        _chromium = await Chromium.StartAsync();
        await Bed.MakeUpAsync(12);
        await Bed.UpAsync();
        await Bed.WaitForStoreAsync();
        await using var browser = await Chromium.SomebodyAsync(new BrowserLook());
        await Bed.LogInAsync(browser);
        _state = await browser.StorageStateAsync();
        (Pages, DeadLinks) = await PageWalk.AllAsync(browser, Address);
    }

    public async ValueTask DisposeAsync()
    {
        if (_chromium is not null)
        {
            await _chromium.DisposeAsync();
        }

        await Bed.DisposeAsync();
    }
}
