using Coxswain.Core.Budgets.Switching.Recorded;

namespace Coxswain.Server.Api.Budgets;

/// <summary>Switches of the model and what they have saved, with everything needed to judge it.</summary>
/// <param name="Since">First moment asked for; <see langword="null"/>: from the beginning of what is kept.</param>
/// <param name="Session">Empty: all.</param>
/// <param name="PricesPublished">The day the shipped prices were last looked over.</param>
/// <param name="Totals">Of the receipts listed.</param>
/// <param name="Chosen">Those made because they were expected to pay.</param>
/// <param name="Forced">Those made whether they paid or not.</param>
/// <param name="Receipts">The newest first; none: no model was switched.</param>
/// <param name="IsCut">There are more: only the newest are listed and summed up.</param>
/// <param name="PendingRows">Received rows that were not in the store yet.</param>
/// <param name="DamageNote">Rows may be missing; <see langword="null"/>: none are known to be.</param>
public sealed record ReceiptReport(
    DateTimeOffset AsOf,
    string TimeZone,
    DateTimeOffset? Since,
    string Session,
    DateOnly PricesPublished,
    ReceiptTotals Totals,
    ReceiptTotals Chosen,
    ReceiptTotals Forced,
    IReadOnlyList<ReceiptRow> Receipts,
    bool IsCut,
    long PendingRows,
    string? DamageNote)
{
    internal static ReceiptReport Of(SwitchReport report, long pendingRows, string? damageNote)
    {
        var rows = report.Outcomes.Select(ReceiptRow.Of).ToList();
        return new ReceiptReport(
            report.AsOf,
            report.TimeZone,
            report.Since,
            report.Session,
            report.PricesPublished,
            ReceiptTotals.Of(rows),
            ReceiptTotals.Of(rows.Where(static row => !row.IsForced)),
            ReceiptTotals.Of(rows.Where(static row => row.IsForced)),
            rows,
            report.IsCut,
            pendingRows,
            damageNote);
    }
}
