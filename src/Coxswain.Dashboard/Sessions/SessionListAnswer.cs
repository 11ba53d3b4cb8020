using Coxswain.Core.Sessions;
using Coxswain.Dashboard.Pages;
using Coxswain.Dashboard.Shared;

namespace Coxswain.Dashboard.Sessions;

public sealed record SessionListAnswer(PageRequest Request, DateTimeOffset AsOf, TimeZoneInfo Zone, Told<SessionList> List)
{
    public static SessionListAnswer Empty { get; } = new(PageRequest.Empty, DateTimeOffset.UnixEpoch, TimeZoneInfo.Utc, Told.NotAsked<SessionList>());
}
