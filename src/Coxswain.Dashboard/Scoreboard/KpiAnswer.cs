using Coxswain.Core.Monitoring.Scoreboard;
using Coxswain.Dashboard.Pages;
using Coxswain.Dashboard.Shared;

namespace Coxswain.Dashboard.Scoreboard;

public sealed record KpiAnswer(PageFilter Filter, DateTimeOffset AsOf, TimeZoneInfo Zone, Told<KpiReport> Report)
{
    public static KpiAnswer Empty { get; } = new(PageFilter.Everything, DateTimeOffset.UnixEpoch, TimeZoneInfo.Utc, Told.NotAsked<KpiReport>());
}
