using System.Globalization;
using Coxswain.Core.Budgets.Admission;

namespace Coxswain.Storage.Sqlite.Budgets;

/// <summary>Reservations as rows of a state file.</summary>
internal static class ReservationRows
{
    /// <summary>A row that is no reservation, as only damage makes one, is left out.</summary>
    public static List<Reservation> Load(StateSession session)
    {
        var reservations = new List<Reservation>();
        var rows = session.Statement("reservations-load");
        while (rows.Step())
        {
            if (decimal.TryParse(rows.Text(8), NumberStyles.Float, CultureInfo.InvariantCulture, out var estimate) && estimate >= 0)
            {
                reservations.Add(new Reservation(
                    rows.Text(0), rows.Text(1), new SessionPlace(rows.Text(2), rows.Text(3), rows.Text(4)), rows.Text(5), rows.Text(6), DateTimeOffset.FromUnixTimeMilliseconds(rows.Int64(7)), estimate));
            }
        }

        return reservations;
    }

    public static void Save(StateSession session, Reservation reservation) => session.Statement("reservation-save")
        .Bind("$call_id", reservation.CallId)
        .Bind("$session", reservation.Session)
        .Bind("$project", reservation.Place.Project)
        .Bind("$branch", reservation.Place.Branch)
        .Bind("$user", reservation.Place.User)
        .Bind("$client_request_id", reservation.ClientRequestId)
        .Bind("$model", reservation.Model)
        .Bind("$at_ms", reservation.At.ToUnixTimeMilliseconds())
        .Bind("$estimate_usd", reservation.EstimateUsd.ToString(CultureInfo.InvariantCulture))
        .Run();

    public static void Delete(StateSession session, IEnumerable<string> callIds)
    {
        foreach (var id in callIds)
        {
            session.Statement("reservation-delete").Bind("$call_id", id).Run();
        }
    }
}
