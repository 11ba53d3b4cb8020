using System.Globalization;
using Coxswain.Core.Budgets.Alerts;

namespace Coxswain.Storage.Sqlite.Budgets;

/// <summary>
/// Alerts and their deliveries as rows of a state file. A delivery is owed from the transaction on that keeps its alert: its <c>at_ms</c> is when the channel took it, and up to then 0 less
/// the tries that failed.
/// </summary>
internal static class AlertRows
{
    /// <returns><see langword="false"/>: it is kept already.</returns>
    public static bool Add(StateSession session, ReachedThreshold reached)
    {
        var isNew = session.Statement("alert-insert")
            .Bind("$budget", reached.Budget)
            .Bind("$span", reached.Span.ToString())
            .Bind("$percent", reached.Percent)
            .Bind("$at_ms", reached.At.ToUnixTimeMilliseconds())
            .Bind("$spent_usd", reached.SpentUsd.ToString(CultureInfo.InvariantCulture))
            .Bind("$limit_usd", reached.LimitUsd.ToString(CultureInfo.InvariantCulture))
            .Run() > 0;
        if (isNew)
        {
            var id = session.LastInsertedId;
            foreach (var channel in reached.Channels)
            {
                AddDelivery(session, id, channel, 0);
            }
        }

        return isNew;
    }

    /// <returns>Rows that are no alerts, as only damage makes them, are <see langword="null"/>.</returns>
    public static List<BudgetAlert?> Read(StateSession session, StateStatement rows)
    {
        var read = new List<BudgetAlert?>();
        while (rows.Step())
        {
            read.Add(Read(rows));
        }

        return [.. read.Select(alert => alert is null ? null : alert with { Deliveries = Deliveries(session, alert.Id) })];
    }

    public static void Take(StateSession session, long alert, string channel, DateTimeOffset at) => session.Statement("alert-delivery-taken")
        .Bind("$alert_id", alert).Bind("$channel", channel).Bind("$at_ms", Math.Max(1, at.ToUnixTimeMilliseconds())).Run();

    public static void CountFailure(StateSession session, long alert, string channel) => session.Statement("alert-delivery-failed").Bind("$alert_id", alert).Bind("$channel", channel).Run();

    /// <summary>Alerts alone, for what is damaged in their deliveries must not cost them.</summary>
    public static void CopyAlerts(StateSession source, StateSession target)
    {
        var rows = source.Statement("alerts-load");
        while (rows.Step())
        {
            // Ids stay: deliveries refer to them.
            target.Statement("alert-restore")
                .Bind("$id", rows.Int64(0))
                .Bind("$budget", rows.Text(1))
                .Bind("$span", rows.Text(2))
                .Bind("$percent", rows.Int64(3))
                .Bind("$at_ms", rows.Int64(4))
                .Bind("$spent_usd", rows.Text(5))
                .Bind("$limit_usd", rows.Text(6))
                .Run();
        }
    }

    public static void CopyDeliveries(StateSession source, StateSession target)
    {
        var rows = source.Statement("alert-deliveries-load");
        while (rows.Step())
        {
            AddDelivery(target, rows.Int64(0), rows.Text(1), rows.Int64(2));
        }
    }

    private static void AddDelivery(StateSession session, long alert, string channel, long at)
        => session.Statement("alert-delivery-insert").Bind("$alert_id", alert).Bind("$channel", channel).Bind("$at_ms", at).Run();

    private static List<AlertDelivery> Deliveries(StateSession session, long alert)
    {
        var deliveries = new List<AlertDelivery>();
        var rows = session.Statement("alert-deliveries").Bind("$alert_id", alert);
        while (rows.Step())
        {
            var at = rows.Int64(1);
            deliveries.Add(new AlertDelivery(rows.Text(0), at > 0 ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null, at > 0 ? 0 : -at));
        }

        return deliveries;
    }

    private static BudgetAlert? Read(StateStatement row) => AlertSpan.Parse(row.Text(2)) is { } span && IsMoney(row.Text(5), out var spent) && IsMoney(row.Text(6), out var limit) && limit > 0
        && ThresholdCrossings.Percents.Contains(row.Int32(3))
        ? new BudgetAlert(row.Int64(0), row.Text(1), span, row.Int32(3), DateTimeOffset.FromUnixTimeMilliseconds(row.Int64(4)), spent, limit, [])
        : null;

    private static bool IsMoney(string text, out decimal amount) => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out amount);
}
