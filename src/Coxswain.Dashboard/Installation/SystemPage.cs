using Coxswain.Dashboard.Pages;

namespace Coxswain.Dashboard.Installation;

/// <summary>How Coxswain itself is: store, engine, what waits, gateway, checks.</summary>
public sealed class SystemPage(ISystemState state, TimeProvider clock) : IPage
{
    public PagePlace Place { get; } = new("/system", "System", "Health of the system") { TakesFilter = false };

    public async Task<PageReading> ReadAsync(PageRequest request, CancellationToken cancellationToken)
    {
        var groups = await state.ReadAsync(cancellationToken).ConfigureAwait(false);
        return new PageReading("System", [.. groups.Select(static group => PageCard.Of<SystemCard>(group.Id, group))], clock.GetUtcNow(), null);
    }
}
