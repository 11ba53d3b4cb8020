using Coxswain.Core.Sessions;
using Coxswain.Dashboard.Pages;
using Coxswain.Dashboard.Shared;

namespace Coxswain.Dashboard.Sessions;

/// <summary>Sessions of a range, searched by title, folder, branch or id.</summary>
public sealed class SessionsPage(SessionLists lists, TimeProvider clock) : IPage
{
    /// <summary>The extra of the address that is searched for.</summary>
    public const string Search = "text";

    private const int Most = 200;

    public PagePlace Place { get; } = new("/sessions", "Sessions", "Sessions");

    public async Task<PageReading> ReadAsync(PageRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (now, zone) = (clock.GetUtcNow(), clock.LocalTimeZone);
        var range = request.Filter.ToUsage(now, zone);
        var filter = new SessionFilter(request.Filter.Project, "", range.Since, Most) { Until = range.Until, Model = request.Filter.Model, Text = request[Search] };
        var told = await Told.AskAsync(() => lists.ReadAsync(filter, cancellationToken)).ConfigureAwait(false);
        return new PageReading("Sessions", [PageCard.Of<SessionListCard>("sessions", new SessionListAnswer(request, now, zone, told))], now, told.Value?.NewestEvent);
    }
}
