using System.Data.Common;
using Coxswain.Core.Monitoring.Errors;
using Coxswain.Core.Pricing;
using Coxswain.Core.Recovery.Analysis;
using Coxswain.Core.Usage;
using Coxswain.Storage.ClickHouse.Recovery;
using Coxswain.Storage.ClickHouse.Usage;
using Coxswain.Storage.ClickHouse.Usage.Rollup;

namespace Coxswain.Storage.ClickHouse.Monitoring;

/// <summary>Failures and answers of all sessions from the typed tables.</summary>
internal sealed class ClickHouseErrorRateStore(StoreClient client, UsageRollup? rollup = null) : IErrorRateStore
{
    private readonly SessionRows<SeenFailure> _failures = new(client, rollup, static failure => failure.SessionId, static failure => failure.Failure.Time, Order);

    public Task<IReadOnlyList<SeenFailure>> ReadFailuresAsync(UsageFilter filter, int limit, CancellationToken cancellationToken) =>
        _failures.ReadAsync(KeptRequests.IsAskedAgain(filter), View(filter), Statement("failures", filter).With("limit", (uint)Math.Max(0, limit)), Failure, limit, cancellationToken);

    public Task<IReadOnlyList<AnsweredHour>> CountAnsweredAsync(UsageFilter filter, CancellationToken cancellationToken) => client.QueryRequestsAsync(
        rollup,
        View(filter),
        Statement("answered", filter),
        static row => new AnsweredHour(
            DateTimeOffset.FromUnixTimeSeconds(row.GetInt64(0)), row.GetString(1), row.GetInt64(2) is >= 0 and var from ? PromptRange.Of(from) : null, row.GetInt64(3),
            UsageFields.Moment(row.GetValue(4)), UsageFields.SourceNames(row.GetInt64(5))),
        cancellationToken);

    public async Task<IReadOnlyList<RescuedCall>> ReadRescuedAsync(UsageFilter filter, int limit, CancellationToken cancellationToken)
    {
        var newest = await client.QueryRequestsAsync(
            rollup,
            View(filter),
            Statement("rescued", filter).With("limit", (uint)Math.Max(0, limit)),
            static row => new RescuedCall(UsageFields.Moment(row.GetValue(0)), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetInt64(5)),
            cancellationToken).ConfigureAwait(false);
        return [.. newest.Reverse()];
    }

    private static int Order(SeenFailure one, SeenFailure other)
    {
        var (first, second) = (one.Failure, other.Failure);
        return first.Time.CompareTo(second.Time) is not 0 and var byTime ? byTime
            : string.CompareOrdinal(second.Kind, first.Kind) is not 0 and var byKind ? byKind
            : string.CompareOrdinal(second.RequestId, first.RequestId);
    }

    private static SeenFailure Failure(DbDataReader row)
        => new(row.GetString(15), FailureFields.Failure(row), row.IsDBNull(16) ? null : UsageFields.Moment(row.GetValue(16)));

    private static string View(UsageFilter filter) => KeptRequests.ViewFor(filter, "requests_resolved");

    private static StoreStatement Statement(string name, UsageFilter filter) => StoreStatement.FromFile($"Queries/Monitoring/{name}.sql").Filtered(filter)
        .With("model_prefix", ModelId.PrefixPattern)
        .With("model_suffix", ModelId.SuffixPattern);
}
