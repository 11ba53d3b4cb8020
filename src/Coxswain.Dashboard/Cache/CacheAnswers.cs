using Coxswain.Core.Usage.Caching;
using Coxswain.Dashboard.Pages;
using Coxswain.Dashboard.Shared;

namespace Coxswain.Dashboard.Cache;

/// <summary>The same turns, summed up by cause and by project.</summary>
public sealed record CacheAnswers(PageFilter Filter, DateTimeOffset AsOf, TimeZoneInfo Zone, Told<CacheReport> Causes, Told<CacheReport> Projects)
{
    public static CacheAnswers Empty { get; } = new(
        PageFilter.Everything, DateTimeOffset.UnixEpoch, TimeZoneInfo.Utc, Told.NotAsked<CacheReport>(), Told.NotAsked<CacheReport>());

    public WhereFrom Where(string counted, string by)
    {
        var (since, until) = Filter.Bounds(AsOf, Zone);
        return new WhereFrom(
            counted + (Causes.Value is { IsCut: true } ? $" Only the newest {CacheReports.MostRequests:N0} requests were looked at." : ""),
            Filter.Told(AsOf, Zone), Format.Things(Causes.Value?.Totals?.Turns ?? 0, "turn"), AsOf, $"/api/cache?by={by}&since={since}")
        {
            Newest = Causes.Value?.NewestTurn,
            Command = $"cox cache --by {by} --since {since}" + (until.Length > 0 ? $" --until {until}" : ""),
            Queries = ["Usage/Caching/requests", "Usage/Caching/compactions"],
        };
    }
}
