using Coxswain.Core.Monitoring.Errors;
using Coxswain.Core.Monitoring.Timeouts;
using Coxswain.Dashboard.Pages;
using Coxswain.Dashboard.Shared;

namespace Coxswain.Dashboard.Errors;

/// <summary>What fails and is likely to come too late. Each part stands alone: what cannot be asked takes nothing else with it.</summary>
public sealed record ErrorAnswers(PageFilter Filter, DateTimeOffset AsOf, TimeZoneInfo Zone) : IMayFail
{
    public static ErrorAnswers Empty { get; } = new(PageFilter.Everything, DateTimeOffset.UnixEpoch, TimeZoneInfo.Utc);

    public Told<ErrorRateReport> Errors { get; init; } = Told.NotAsked<ErrorRateReport>();

    public Told<TimeoutReport> Timeouts { get; init; } = Told.NotAsked<TimeoutReport>();

    public string? Problem => Errors.Problem ?? Timeouts.Problem;

    /// <summary>Asked, and not answered yet.</summary>
    public static ErrorAnswers Pending(PageFilter filter, DateTimeOffset asOf, TimeZoneInfo zone)
        => new(filter, asOf, zone) { Errors = Told.Pending<ErrorRateReport>(), Timeouts = Told.Pending<TimeoutReport>() };

    /// <summary>The range in words.</summary>
    public string Window => Filter.Told(AsOf, Zone);

    /// <summary>Where figures of failures come from.</summary>
    public WhereFrom OfErrors(string counted, params string[] queries)
    {
        var (since, until) = Filter.Bounds(AsOf, Zone);
        return new WhereFrom(counted, Window, Format.Things(Errors.Value?.GivenUp.Of ?? 0, "request"), AsOf, $"/api/errors?since={since}")
        {
            Sources = Errors.Value?.Sources ?? [],
            Newest = Errors.Value?.Newest,
            Command = $"cox errors --since {since}" + (until.Length > 0 ? $" --until {until}" : ""),
            Queries = queries.Length > 0 ? queries : ["Monitoring/failures", "Monitoring/answered", "Monitoring/rescued"],
        };
    }

    /// <summary>Where chances come from.</summary>
    public WhereFrom OfTimeouts(string counted) => new(
        counted,
        Timeouts.Value is { } known ? $"calls of {Format.Moment(known.HistoryFrom, Zone)} to {Format.Moment(known.HistoryTo, Zone)} ({Zone.Id}); the range above does not hold here" : "the last 30 days",
        Format.Things(Timeouts.Value?.Calls ?? 0, "call"),
        Timeouts.Value?.HistoryAsOf ?? AsOf,
        "/api/timeouts")
    {
        Newest = Timeouts.Value?.Newest,
        Command = "cox timeouts",
        Queries = ["Monitoring/durations", "Recovery/latencies"],
    };
}
