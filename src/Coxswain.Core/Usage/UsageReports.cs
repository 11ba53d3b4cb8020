using Coxswain.Core.Kernel;
using Coxswain.Core.Pricing;
using Coxswain.Core.Sessions;

namespace Coxswain.Core.Usage;

/// <summary>Makes usage reports.</summary>
/// <param name="sessions">Completes a session's id of which only the start was written; <see langword="null"/>: ids are taken as written.</param>
/// <param name="transcripts">Where to look while the store is empty; <see langword="null"/>: nowhere.</param>
public sealed class UsageReports(IUsageStore store, PriceBook prices, TimeProvider clock, TranscriptImport? transcripts = null, ISessionStore? sessions = null)
{
    /// <param name="problems">Filled when the question cannot be asked; the answer is then <see langword="null"/>.</param>
    public async Task<UsageReport?> AnswerAsync(UsageQuestion question, Dictionary<string, string> problems, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(problems);
        var now = clock.GetUtcNow();
        var (grouping, filter) = UsageQuestionReader.Read(question, now, problems);
        if (problems.Count > 0)
        {
            return null;
        }

        // A report of everything knows the store's span itself, and to ask for it costs half as much as the report.
        var everything = filter is { Since: null, Until: null, Project: "", Model: "", Session: "" } ? await ReadAsync(grouping, filter, now, cancellationToken).ConfigureAwait(false) : null;
        var span = everything is null ? await store.ReadSpanAsync(cancellationToken).ConfigureAwait(false) : Span(everything);
        if (span is null && transcripts is not null && ScannedUsageReport.CanAnswer(grouping, filter))
        {
            var scanned = TranscriptUsage.Scan(grouping, filter, transcripts.ProjectFolders(null), prices, now, cancellationToken);
            if (scanned is not null)
            {
                return scanned;
            }
        }

        if (sessions is not null)
        {
            var choice = await SessionChoice.ReadAsync(sessions, filter.Session, cancellationToken).ConfigureAwait(false);
            if (choice.Problem is { } problem)
            {
                problems["session"] = problem;
                return null;
            }

            filter = filter with { Session = choice.SessionId };
        }

        var rows = everything ?? await ReadAsync(grouping, filter, now, cancellationToken).ConfigureAwait(false);
        var (unread, read) = span is null && transcripts is not null ? await transcripts.CountAsync(cancellationToken).ConfigureAwait(false) : default;
        return UsageReport.Of(grouping, filter, UsageReport.FromStore, now, span?.From, span?.To, prices.Published, rows) with
        {
            UnimportedTranscripts = unread,
            ReadTranscripts = read,
        };
    }

    private static TimeRange? Span(IReadOnlyList<UsageRow> rows) => rows.Count == 0
        ? null
        : new TimeRange(rows.Min(static row => row.Totals.FirstRequest), rows.Max(static row => row.Totals.LastRequest));

    private Task<IReadOnlyList<UsageRow>> ReadAsync(UsageGrouping grouping, UsageFilter filter, DateTimeOffset now, CancellationToken cancellationToken) =>
        grouping == UsageGrouping.Blocks ? ReadBlocksAsync(filter, now, cancellationToken) : store.ReadAsync(grouping, filter, cancellationToken);

    /// <summary>Blocks that overlap the window, each whole.</summary>
    private async Task<IReadOnlyList<UsageRow>> ReadBlocksAsync(UsageFilter filter, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // Where a block starts depends on all before it. Blocks begin with hours UTC.
        var blocks = UsageBlocks.Fold(await store.ReadHoursAsync(filter with { Since = null, Until = null, TimeZone = TimeZoneInfo.Utc }, cancellationToken).ConfigureAwait(false), now);
        return [.. blocks.Where(row => row.Block is { } block && !(block.End <= filter.Since) && !(block.Start >= filter.Until))];
    }
}
