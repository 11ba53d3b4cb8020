using System.Data.Common;
using System.Globalization;
using Coxswain.Core.Sessions.Timeline;
using Coxswain.Storage.ClickHouse.Usage;
using Coxswain.Storage.ClickHouse.Usage.Rollup;

namespace Coxswain.Storage.ClickHouse.Sessions;

/// <summary>What happened in a session, from the typed tables.</summary>
internal sealed class ClickHouseSessionTimelineStore(StoreClient client, UsageRollup? rollup = null) : ISessionTimelineStore
{
    public Task<IReadOnlyList<SessionMoment>> ReadAsync(string sessionId, int most, CancellationToken cancellationToken) => client.QueryRequestsAsync(
        rollup,
        "requests_costed",
        StoreStatement.FromFile("Queries/Sessions/timeline.sql").With("session", sessionId).With("most", (uint)Math.Max(0, most)), Moment, cancellationToken);

    private static SessionMoment Moment(DbDataReader row) => new(
        UsageFields.Moment(row.GetValue(0)),
        Enum.Parse<MomentKind>(row.GetString(1), ignoreCase: true),
        row.GetString(2),
        row.GetString(3),
        row.GetString(4),
        row.GetString(5),
        row.GetString(6),
        row.IsDBNull(7) ? null : Count(row, 7) == 1,
        row.IsDBNull(8) ? null : row.GetDouble(8),
        CountOrNull(row, 9),
        CountOrNull(row, 10),
        CountOrNull(row, 11),
        CountOrNull(row, 12),
        row.IsDBNull(13) ? null : UsageFields.Money(row.GetValue(13)));

    private static long? CountOrNull(DbDataReader row, int field) => row.IsDBNull(field) ? null : Count(row, field);

    private static long Count(DbDataReader row, int field) => Convert.ToInt64(row.GetValue(field), CultureInfo.InvariantCulture);
}
