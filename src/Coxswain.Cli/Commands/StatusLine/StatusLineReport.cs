using Coxswain.Cli.Client;
using Coxswain.Server.StatusLine;

namespace Coxswain.Cli.Commands.StatusLine;

/// <summary>The pieces of a status line. <see langword="null"/>: not known.</summary>
/// <param name="CostUsd">The session's cost by the store.</param>
/// <param name="UnknownCostRequests">Stored requests whose cost is not in <paramref name="CostUsd"/>.</param>
/// <param name="ClientCostUsd">The client's own sum.</param>
/// <param name="BurnOverMinutes">The window of <paramref name="BurnUsdPerHour"/>, which ends now.</param>
/// <param name="CacheMinutesLeft">0: it ran out, at <paramref name="CacheExpires"/>.</param>
/// <param name="Daemon"><c>up</c>, <c>down</c>, <c>late</c> or <c>silent</c>; <see langword="null"/>: not asked, for the input names no session.</param>
/// <param name="StoreProblem">Why the store could not be asked.</param>
internal sealed record StatusLineReport(
    string? Model,
    decimal? CostUsd,
    long UnknownCostRequests,
    decimal? ClientCostUsd,
    decimal? BurnUsdPerHour,
    double? BurnOverMinutes,
    double? ContextUsedPercent,
    DateTimeOffset? CacheExpires,
    double? CacheMinutesLeft,
    string? Daemon,
    string? StoreProblem)
{
    /// <summary>The most used of the session's; <see langword="null"/>: there is none, or nobody knows.</summary>
    public StatusLineBudget? Budget { get; init; }

    /// <summary>What losing the cache costs that runs out soon; <see langword="null"/>: less than is worth a warning, or nobody knows.</summary>
    public decimal? CacheRebuildUsd { get; init; }

    public static StatusLineReport Of(StatusLineInput? told, DaemonReach? reach, StatusLineAnswer? answer, DateTimeOffset now)
    {
        told ??= StatusLineInput.Nothing;
        var expiry = told.CacheExpires ?? answer?.Cache?.ExpiresAt;
        return new StatusLineReport(
            told.Model,
            answer?.CostUsd,
            answer?.UnknownCostRequests ?? 0,
            told.ClientCostUsd,
            answer?.Burn?.CostUsdPerHour,
            answer?.Burn?.OverMinutes,
            told.ContextUsedPercent,
            expiry,
            expiry is { } expires ? Math.Max(0, (expires - now).TotalMinutes) : null,
            reach switch { DaemonReach.Up => "up", DaemonReach.Down => "down", DaemonReach.Late => "late", DaemonReach.Silent => "silent", _ => null },
            answer?.Problem)
        {
            Budget = answer?.Budget,
            CacheRebuildUsd = expiry > now ? answer?.Cache?.RebuildUsd : null,
        };
    }
}
