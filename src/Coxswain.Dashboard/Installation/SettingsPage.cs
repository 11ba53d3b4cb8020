using Coxswain.Dashboard.Pages;

namespace Coxswain.Dashboard.Installation;

/// <summary>Every setting with where it is from, and a form that writes one into the file.</summary>
public sealed class SettingsPage(ISettingsState settings, TimeProvider clock) : IPage
{
    /// <summary>The extra of the address that names the setting to change.</summary>
    public const string Edit = "edit";

    public PagePlace Place { get; } = new("/settings", "System", "Settings") { TakesFilter = false, IsLive = false };

    public Task<PageReading> ReadAsync(PageRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var now = clock.GetUtcNow();
        var data = new SettingsAnswer(request[Edit], settings.ConfigFile, settings.Read(), now);
        return Task.FromResult(new PageReading("Settings", [PageCard.Of<SettingsCard>("settings", data)], now, null));
    }
}
