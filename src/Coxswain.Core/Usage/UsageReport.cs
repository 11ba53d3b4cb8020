namespace Coxswain.Core.Usage;

/// <summary>A usage report with everything needed to judge it: its window, what it rests on and how fresh that is.</summary>
/// <param name="Since">First moment asked for; <see langword="null"/>: from the beginning.</param>
/// <param name="Until">First moment no longer asked for; <see langword="null"/>: up to now.</param>
/// <param name="Origin"><c>store</c>, or <c>transcripts_scan</c> when nothing is imported yet and the transcripts were counted directly.</param>
/// <param name="Totals"><see langword="null"/>: no data. Requests that cost nothing have totals of 0.</param>
/// <param name="NewestRequest">Newest request of the whole store, whatever the filter; <see langword="null"/>: the store is empty.</param>
/// <param name="PricesPublished">The day the shipped prices were last looked over.</param>
public sealed record UsageReport(
    string Report,
    string TimeZone,
    DateTimeOffset? Since,
    DateTimeOffset? Until,
    string Project,
    string Model,
    string Session,
    string Origin,
    DateTimeOffset AsOf,
    DateTimeOffset? OldestRequest,
    DateTimeOffset? NewestRequest,
    DateOnly PricesPublished,
    UsageTotals? Totals,
    IReadOnlyList<UsageRow> Rows)
{
    public const string FromStore = "store";
    public const string FromTranscripts = "transcripts_scan";

    internal static UsageReport Of(
        UsageGrouping grouping, UsageFilter filter, string origin, DateTimeOffset now, DateTimeOffset? oldest, DateTimeOffset? newest, DateOnly pricesPublished,
        IReadOnlyList<UsageRow> rows) => new(
        grouping.ToString().ToLowerInvariant(),
        filter.TimeZone.Id,
        filter.Since,
        filter.Until,
        filter.Project,
        filter.Model,
        filter.Session,
        origin,
        now,
        oldest,
        newest,
        pricesPublished,
        rows.Count == 0 ? null : rows.Select(row => row.Totals).Aggregate((sum, next) => sum.Plus(next)),
        [.. rows.Select(row => UsagePeriod.Mark(row, grouping, filter, now))]);

    /// <summary>Rows already received that the store did not have yet when it was asked.</summary>
    public long PendingRows { get; init; }

    /// <summary>Transcripts there are to import, told while the store is empty and none is counted in this report; 0 otherwise.</summary>
    public long UnimportedTranscripts { get; init; }

    /// <summary>Transcripts that were read and told of no request, told while the store has none; 0 otherwise.</summary>
    public long ReadTranscripts { get; init; }

    /// <summary>Pieces of damage that nobody has acknowledged: rows may be missing. <c>/api/store</c> and <c>cox doctor</c> tell which.</summary>
    public int Damage { get; init; }

    /// <summary>The same in one line, and what brings rows back; <see langword="null"/> when there is none.</summary>
    public string? DamageNote { get; init; }

    /// <summary>Days the store keeps requests; <see langword="null"/>: for ever, or nobody knows.</summary>
    public int? KeptDays { get; init; }

    /// <summary>That requests older than the store keeps are missing from the window, in one line; <see langword="null"/> when none is known to be.</summary>
    public string? RetentionNote { get; init; }

    /// <summary>
    /// What clients say their sessions cost beyond what the stored requests explain: answers that were interrupted, compactions no line tells of. Of sessions whose
    /// total was told last in the window. Not in <see cref="Totals"/>; <see langword="null"/>: not looked for, as in a report of one project or model.
    /// </summary>
    public UnexplainedTotals? Unexplained { get; init; }

    /// <summary><c>ok</c>, or <c>no_data</c>: no request is in the window. A store that cannot be asked is an error, not a report.</summary>
    public string State => Totals is null ? "no_data" : "ok";
}
