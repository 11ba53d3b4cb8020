using Coxswain.Core.Pricing;
using Coxswain.Core.Sessions;
using Coxswain.Core.Sessions.Importing;

namespace Coxswain.Core.Usage;

/// <summary>The first report, counted straight from the transcripts by a process that has no store.</summary>
public static class TranscriptUsage
{
    /// <summary>
    /// <see langword="null"/> when transcripts cannot answer so (see <see cref="ScannedUsageReport.CanAnswer"/>), the question has problems, or there is no
    /// transcript. Blocks while it reads.
    /// </summary>
    /// <param name="folders">Claude Code's configuration folders, comma-separated.</param>
    public static UsageReport? Answer(UsageQuestion question, string folders, PriceBook prices, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(prices);
        var problems = new Dictionary<string, string>(StringComparer.Ordinal);
        var (grouping, filter) = UsageQuestionReader.Read(question, now, problems);
        return problems.Count == 0 && ScannedUsageReport.CanAnswer(grouping, filter)
            ? Scan(grouping, filter, TranscriptFolders.Resolve(folders), prices, now, cancellationToken)
            : null;
    }

    internal static UsageReport? Scan(
        UsageGrouping grouping, UsageFilter filter, IReadOnlyList<string> projectFolders, PriceBook prices, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var usage = TranscriptUsageScan.Run(projectFolders, filter.TimeZone, prices, cancellationToken);
        return usage.Rows.Count == 0
            ? null
            : UsageReport.Of(
                grouping, filter, UsageReport.FromTranscripts, now, usage.Rows.Min(row => row.FirstRequest), usage.Rows.Max(row => row.LastRequest), prices.Published,
                ScannedUsageReport.Rows(grouping, filter, usage));
    }
}
