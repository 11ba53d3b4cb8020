using System.Globalization;
using Coxswain.Cli.Commands.Usage;
using Coxswain.Core.Sessions;

namespace Coxswain.Cli.Commands.Sessions;

/// <summary>What to know about a session's cost: where the client's figures differ from ours and which counts, and the client's own total.</summary>
internal static class SessionCosts
{
    public static IEnumerable<string> Lines(SessionDetail detail)
    {
        foreach (var cost in detail.Costs)
        {
            if (Line(cost) is { } line)
            {
                yield return line;
            }
        }

        if (detail.ClientTotal is { ToldBy: "metric" } metric)
        {
            if (Metric(metric) is { } line)
            {
                yield return line;
            }
        }
        else if (detail.ClientTotal is { } total)
        {
            yield return Total(total, detail.Costs.Where(static cost => cost.Status != "agrees").Sum(static cost => cost.ReportedUsd is { } reported ? (cost.CountedUsd ?? 0) - reported : 0));
        }
    }

    private static string? Line(SessionCost cost)
    {
        var requests = UsageFormat.Things(cost.Requests, "request");
        var figures = $"tokens {Money(cost.OursUsd)}, reported {Money(cost.ReportedUsd)}, counted {Money(cost.CountedUsd)}";
        return cost.Status switch
        {
            "cut_try" => $"{requests} with tries that broke off and were paid for: {figures}",
            "cut_answer" => $"{requests} whose answer broke off and was kept, its output estimated by the client: {figures}",
            "likely_cut_try" => $"{requests} likely with a try that broke off and was paid for, though the amounts fit other reasons too: {figures}",
            "switched_answer" => $"{requests} answered by another model than asked for: {figures}",
            "unexplained" => $"{requests} reported at another cost for no known reason: {figures}",
            "us_by_price" when cost.IsDisagreement => $"{requests} at the price of inference in the United States, where only telemetry told: {figures}",
            "fast_by_price" when cost.IsDisagreement => $"{requests} at the price of fast mode, though told as normal: {figures}",
            "fast_or_switched" => $"{requests} at a price that is that of fast mode and that of another model, where only telemetry told: {figures}",
            "one_hour_writes" when cost.IsDisagreement => $"{requests} with cache writes kept for an hour, though not told apart: {figures}",
            "web_search" when cost.IsDisagreement => $"{requests} with web searches that were not counted: {figures}",
            "bad_numbers" => $"{requests} with token counts that are no numbers: cost unknown, reported {Money(cost.ReportedUsd)}",
            "missing_numbers" => $"{requests} without token counts: cost unknown, reported {Money(cost.ReportedUsd)}",
            "unknown_model" => $"{requests} without a known price for the model or its fast mode: cost unknown, reported {Money(cost.ReportedUsd)}",
            _ when cost.IsDisagreement => $"{requests} reported at another cost, for a reason this version of cox has no words for: {figures}",
            _ => null,
        };
    }

    /// <param name="difference">What reports count of the same requests, less the client's own figures for them.</param>
    private static string Total(SessionClientTotal total, decimal difference)
    {
        var start = $"the client's own total is {UsageFormat.Money(total.TotalUsd)}{Origin(total)}";
        return total.UnexplainedUsd switch
        {
            _ when total.OvercountedUsd > 0 => string.Create(
                CultureInfo.InvariantCulture,
                $"WARNING: {start}, but the requests stored up to then, {total.SeenAt:yyyy-MM-dd HH:mm} UTC, are {UsageFormat.Money(total.StoredUsd)}: {UsageFormat.Money(total.OvercountedUsd)} more, possibly counted twice"),
            null when total.OwnTotalUsd is null => $"{start}, so it cannot be compared with the {UsageFormat.Things(total.StoredRequests, "stored request")} of this session",
            null => $"{start}; {UsageFormat.Things(total.RequestsWithoutFigure, "stored request")} without any figure, so they cannot be compared",
            0 => Covered(total, start, difference),
            { } unexplained => $"{start}; {UsageFormat.Money(unexplained)} is not explained by stored requests (compaction calls, titles, cut tries and most of interrupted answers leave no line in transcripts)",
        };
    }

    /// <returns><see langword="null"/> when it tells less than the requests: it began later, or is not here yet.</returns>
    private static string? Metric(SessionClientTotal metric) => metric.UnexplainedUsd switch
    {
        > 0 and var unexplained => $"the client's own cost metric is {UsageFormat.Money(metric.TotalUsd)}; {UsageFormat.Money(unexplained)} of it is not explained by stored requests (answers that were interrupted send no event)",
        0 when metric.StoredUsd - metric.TotalUsd <= SessionClientTotal.Tolerance => $"the client's own cost metric is {UsageFormat.Money(metric.TotalUsd)}; the stored requests explain all of it",
        _ => null,
    };

    private static string Origin(SessionClientTotal total) => total switch
    {
        { OriginSessionId: "" } => "",
        { OriginTotalUsd: { } origins, OwnTotalUsd: { } own } =>
            $", of which {UsageFormat.Money(origins)} is what its origin {total.OriginSessionId} had cost before the fork and {UsageFormat.Money(own)} its own",
        _ => $", in which is what its origin {total.OriginSessionId} had cost before the fork; no transcript tells how much that was",
    };

    private static string Covered(SessionClientTotal total, string start, decimal difference) => total.StoredUsd > total.OwnTotalUsd && total.HasLaterRequests
        ? string.Create(CultureInfo.InvariantCulture, $"{start}, written {total.SeenAt:yyyy-MM-dd HH:mm} UTC; requests since then are not in it")
        : Math.Abs(difference) <= SessionClientTotal.Tolerance
        ? $"{start}; the stored requests explain all of it"
        : $"{start}; the client's own figures for the stored requests explain all of it, but what counts of them is {UsageFormat.Money(Math.Abs(difference))} {(difference < 0 ? "less" : "more")}";

    private static string Money(decimal? amount) => amount is { } known ? UsageFormat.Money(known) : "nothing";
}
