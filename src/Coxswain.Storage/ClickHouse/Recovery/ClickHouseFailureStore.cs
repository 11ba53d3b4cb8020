using System.Data.Common;
using System.Globalization;
using Coxswain.Core.Recovery.Analysis;
using Coxswain.Storage.ClickHouse.Usage;

namespace Coxswain.Storage.ClickHouse.Recovery;

/// <summary>Failures from the typed tables.</summary>
internal sealed class ClickHouseFailureStore(StoreClient client) : IFailureStore
{
    private const byte Otlp = 1;
    private const byte Transcripts = 2;

    public Task<IReadOnlyList<StoredFailure>> ReadFailuresAsync(string sessionId, int limit, CancellationToken cancellationToken) => client.QueryAsync(
        Statement("failures", sessionId, limit),
        static row => new StoredFailure(
            UsageFields.Moment(row.GetValue(0)),
            row.GetString(1),
            row.GetString(2),
            (int?)CountOrNull(row, 3),
            row.GetString(4),
            row.GetString(5),
            Duration(row, 6),
            CountOrNull(row, 7),
            CountOrNull(row, 8),
            Duration(row, 9),
            row.GetString(10),
            row.GetString(11),
            Duration(row, 12),
            (UsageFields.Count(row.GetValue(13)) & Otlp) != 0,
            (UsageFields.Count(row.GetValue(13)) & Transcripts) != 0,
            CountOrNull(row, 14)),
        cancellationToken);

    public Task<IReadOnlyList<AnsweredCall>> ReadAnsweredAsync(string sessionId, int limit, CancellationToken cancellationToken) => client.QueryAsync(
        Statement("answered", sessionId, limit),
        static row => new AnsweredCall(UsageFields.Moment(row.GetValue(0)), row.GetString(1), row.GetString(2), CountOrNull(row, 3), Duration(row, 4), Duration(row, 5)),
        cancellationToken);

    private static StoreStatement Statement(string name, string sessionId, int limit)
        => StoreStatement.FromFile($"Queries/Recovery/{name}.sql").With("session", sessionId).With("limit", (uint)Math.Max(0, limit));

    private static TimeSpan? Duration(DbDataReader row, int field) => CountOrNull(row, field) is { } ms ? TimeSpan.FromMilliseconds(ms) : null;

    private static long? CountOrNull(DbDataReader row, int field) => row.IsDBNull(field) ? null : Convert.ToInt64(row.GetValue(field), CultureInfo.InvariantCulture);
}
