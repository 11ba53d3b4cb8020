using System.Data.Common;
using System.Globalization;
using Coxswain.Core.Health;
using Coxswain.Storage.ClickHouse.Usage;
using Coxswain.Storage.ClickHouse.Usage.Rollup;

namespace Coxswain.Storage.ClickHouse.Health;

/// <summary>Windows of past sessions, from requests and compactions.</summary>
internal sealed class ClickHousePastWindowStore(StoreClient client, UsageRollup? rollup = null) : IPastWindowStore
{
    public Task<IReadOnlyList<PastWindow>> ReadAsync(string project, DateTimeOffset? since, int limit, CancellationToken cancellationToken) => client.QueryRequestsAsync(
        rollup,
        "requests_resolved",
        StoreStatement.FromFile("Queries/Health/past_windows.sql")
            .With("project", project).With("since_ms", since?.ToUnixTimeMilliseconds() ?? 0).With("limit", (uint)Math.Max(0, limit)),
        static row => new PastWindow(
            row.GetString(0), row.GetString(1), row.GetString(2), UsageFields.Moment(row.GetValue(3)), row.GetString(4), Count(row, 5) ?? 0, Count(row, 6), Count(row, 7),
            Count(row, 8) ?? 0, Count(row, 9) ?? 0, Count(row, 10) ?? 0),
        cancellationToken);

    private static long? Count(DbDataReader row, int field) => row.IsDBNull(field) ? null : Convert.ToInt64(row.GetValue(field), CultureInfo.InvariantCulture);
}
