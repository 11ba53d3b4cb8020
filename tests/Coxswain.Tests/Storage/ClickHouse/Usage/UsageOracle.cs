using System.Globalization;
using Coxswain.Core.Pricing;
using Coxswain.Core.Usage;

namespace Coxswain.Tests.Storage.ClickHouse.Usage;

/// <summary>Works out reports from the raw requests, one by one and without SQL.</summary>
internal sealed class UsageOracle(RawHistory history, PriceBook book)
{
    private static readonly TimeSpan Block = TimeSpan.FromHours(5);

    public IReadOnlyDictionary<(string Key, string Project), UsageSums> Rows(UsageGrouping grouping, IEnumerable<RawRequest> requests, TimeZoneInfo zone) =>
        grouping == UsageGrouping.Blocks
            ? Blocks(requests)
            : requests.GroupBy(request => KeyOf(grouping, request, zone)).ToDictionary(
                group => grouping == UsageGrouping.Session ? (group.Key.Key, LastPlace(group)) : group.Key, group => UsageSums.Of(group, book));

    /// <summary>Where a request was made: as its transcript says, else where its session's transcript last was before it, else where that began.</summary>
    public (string Project, string Branch) Place(RawRequest request)
    {
        if (request.InTranscript)
        {
            return (request.Project, request.Branch);
        }

        var known = history.Requests.Where(other => other.Session == request.Session && other.InTranscript).OrderBy(other => other.Time).ToList();
        var place = known.LastOrDefault(other => other.Time <= request.Time) ?? known.FirstOrDefault();
        return (place?.Project ?? "", place?.Branch ?? "");
    }

    private (string Key, string Project) KeyOf(UsageGrouping grouping, RawRequest request, TimeZoneInfo zone)
    {
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(request.Time, zone).DateTime);
        return grouping switch
        {
            UsageGrouping.Daily => (Text(day), ""),
            UsageGrouping.Weekly => (Text(day.AddDays(day.DayOfWeek == DayOfWeek.Sunday ? -6 : 1 - (int)day.DayOfWeek)), ""),
            UsageGrouping.Monthly => (Text(new DateOnly(day.Year, day.Month, 1)), ""),
            UsageGrouping.Session => (request.Session, ""),
            UsageGrouping.Model => (ModelId.Normalise(request.Model), ""),
            UsageGrouping.Project => (Place(request).Project, ""),
            UsageGrouping.Branch => (Place(request).Branch, Place(request).Project),
            UsageGrouping.Agent => (Agent(request), ""),
            _ => throw new ArgumentOutOfRangeException(nameof(grouping)),
        };
    }

    private string LastPlace(IEnumerable<RawRequest> session) =>
        session.OrderBy(request => request.Time).Select(Place).LastOrDefault(place => place.Project.Length > 0).Project ?? "";

    private string Agent(RawRequest request)
    {
        var type = request.InTranscript && request.AgentId.Length > 0
            ? history.Subagents.FirstOrDefault(agent => agent.Context.SessionId == request.Session && agent.Context.AgentId == request.AgentId)?.AgentType
            : null;
        return type ?? (request.InEvents && request.AgentName.Length > 0 ? request.AgentName : request.QuerySource switch
        {
            "sdk" or "repl_main_thread" => "main",
            "" => request.InTranscript && request.AgentId.Length > 0 ? "subagent" : "main",
            var source => source.StartsWith("agent:", StringComparison.Ordinal) ? "subagent" : "auxiliary",
        });
    }

    private Dictionary<(string Key, string Project), UsageSums> Blocks(IEnumerable<RawRequest> requests)
    {
        var blocks = new Dictionary<(string, string), UsageSums>();
        var inBlock = new List<RawRequest>();
        DateTimeOffset? start = null;
        void Close()
        {
            if (start is { } at)
            {
                blocks.Add((at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), ""), UsageSums.Of(inBlock, book));
                inBlock.Clear();
            }
        }

        foreach (var request in requests.OrderBy(request => request.Time))
        {
            if (start is null || request.Time - start >= Block)
            {
                Close();
                start = new DateTimeOffset(request.Time.Year, request.Time.Month, request.Time.Day, request.Time.Hour, 0, 0, TimeSpan.Zero);
            }

            inBlock.Add(request);
        }

        Close();
        return blocks;
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
