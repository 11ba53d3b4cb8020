using Coxswain.Core.Recovery.Analysis;
using Coxswain.Storage.ClickHouse.Usage;
using Coxswain.Storage.ClickHouse.Usage.Rollup;

namespace Coxswain.Storage.ClickHouse.Recovery;

/// <summary>Failures from the typed tables.</summary>
internal sealed class ClickHouseFailureStore(StoreClient client, UsageRollup? rollup = null) : IFailureStore
{
    public Task<IReadOnlyList<StoredFailure>> ReadFailuresAsync(string sessionId, int limit, CancellationToken cancellationToken) => client.QueryRequestsAsync(
        rollup,
        "requests",
        Statement("failures", sessionId, limit),
        FailureFields.Failure,
        cancellationToken);

    public Task<IReadOnlyList<AnsweredCall>> ReadAnsweredAsync(string sessionId, int limit, CancellationToken cancellationToken) => client.QueryRequestsAsync(
        rollup,
        "requests",
        Statement("answered", sessionId, limit),
        static row => new AnsweredCall(UsageFields.Moment(row.GetValue(0)), row.GetString(1), row.GetString(2), FailureFields.CountOrNull(row, 3), FailureFields.Duration(row, 4), FailureFields.Duration(row, 5)),
        cancellationToken);

    private static StoreStatement Statement(string name, string sessionId, int limit)
        => StoreStatement.FromFile($"Queries/Recovery/{name}.sql").With("session", sessionId).With("limit", (uint)Math.Max(0, limit));
}
