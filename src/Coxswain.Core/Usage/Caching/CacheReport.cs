using Coxswain.Core.Kernel;

namespace Coxswain.Core.Usage.Caching;

/// <summary>What turns read from the prompt cache, what they could have, and what the difference cost, with everything needed to judge it.</summary>
/// <param name="Since">First moment asked for; <see langword="null"/>: from the beginning.</param>
/// <param name="Until">First moment no longer asked for; <see langword="null"/>: up to now.</param>
/// <param name="OldestTurn">Of the turns counted; <see langword="null"/>: there is none.</param>
/// <param name="Totals"><see langword="null"/>: no turn is in the window.</param>
/// <param name="Rows">The dearest losses first.</param>
/// <param name="Untold">Turns nothing can be said about, by reason; they are in no total.</param>
/// <param name="Largest">The dearest lost turns, those of unknown price last.</param>
/// <param name="IsCut">There are more requests than were looked at: the oldest are not in it.</param>
public sealed record CacheReport(
    string By,
    string TimeZone,
    DateTimeOffset? Since,
    DateTimeOffset? Until,
    string Project,
    string Session,
    DateTimeOffset AsOf,
    DateTimeOffset? OldestTurn,
    DateTimeOffset? NewestTurn,
    DateOnly PricesPublished,
    CacheTotals? Totals,
    IReadOnlyList<CacheReportRow> Rows,
    IReadOnlyList<CacheUntoldRow> Untold,
    IReadOnlyList<CacheLossRow> Largest,
    bool IsCut)
{
    private const int MostLosses = 10;

    /// <summary><c>ok</c>, or <c>no_data</c>: nothing can be said about any turn in the window.</summary>
    public string State => Totals is null ? "no_data" : "ok";

    /// <summary>Rows already received that the store did not have yet when it was asked.</summary>
    public long PendingRows { get; init; }

    /// <summary>Damage nobody has acknowledged, in one line; <see langword="null"/> when there is none.</summary>
    public string? DamageNote { get; init; }

    internal static CacheReport Of(CacheGrouping by, UsageFilter filter, DateTimeOffset now, DateOnly prices, IEnumerable<CacheTurn> turns, bool isCut)
    {
        var inside = turns.Where(turn => !(turn.Request.Time < filter.Since) && !(turn.Request.Time >= filter.Until) && FolderPath.IsIn(turn.Request.Project, filter.Project)).ToList();
        var told = inside.Where(static turn => turn.Untold is null).ToList();
        var counted = by == CacheGrouping.Cause ? told.Where(static turn => turn.IsLost) : told;
        return new CacheReport(
            CacheCauseNames.Spelled(by.ToString()),
            filter.TimeZone.Id,
            filter.Since,
            filter.Until,
            filter.Project,
            filter.Session,
            now,
            told.Count == 0 ? null : told.Min(static turn => turn.Request.Time),
            told.Count == 0 ? null : told.Max(static turn => turn.Request.Time),
            prices,
            told.Count == 0 ? null : CacheTotals.Of(told),
            [
                .. counted.GroupBy(turn => Key(by, turn))
                    .Select(group => new CacheReportRow(group.Key, by == CacheGrouping.Session ? group.Last().Request.Project : "", CacheTotals.Of([.. group])))
                    .OrderByDescending(static row => row.Totals.LossUsd ?? 0).ThenByDescending(static row => row.Totals.LostTokens).ThenBy(static row => row.Key, StringComparer.Ordinal),
            ],
            [
                .. inside.Where(static turn => turn.Untold is not null).GroupBy(static turn => CacheCauseNames.Spelled($"{turn.Untold}"))
                    .Select(static group => new CacheUntoldRow(group.Key, group.Count())).OrderByDescending(static row => row.Turns).ThenBy(static row => row.Reason, StringComparer.Ordinal),
            ],
            [.. told.Where(static turn => turn.IsLost).OrderByDescending(static turn => turn.LossUsd ?? 0).ThenByDescending(static turn => turn.LostTokens).Take(MostLosses).Select(CacheLossRow.Of)],
            isCut);
    }

    private static string Key(CacheGrouping by, CacheTurn turn) => by switch
    {
        CacheGrouping.Session => turn.Request.SessionId,
        CacheGrouping.Project => turn.Request.Project,
        _ => string.Join('+', CacheCauseNames.Of(turn.Causes)),
    };
}
