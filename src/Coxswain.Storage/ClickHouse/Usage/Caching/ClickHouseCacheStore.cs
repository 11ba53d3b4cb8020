using System.Data.Common;
using System.Globalization;
using Coxswain.Core.Pricing;
using Coxswain.Core.Usage.Caching;
using Coxswain.Core.Usage;
using Coxswain.Storage.ClickHouse.Usage.Rollup;

namespace Coxswain.Storage.ClickHouse.Usage.Caching;

/// <summary>Requests for the cache ledger, from the resolved requests and what transcripts tell of their prompts.</summary>
internal sealed class ClickHouseCacheStore(StoreClient client, UsageRollup? rollup = null) : ICacheStore
{
    private readonly SessionRows<CachedRequest> _requests = new(client, rollup, static request => request.SessionId, static request => request.Time);

    public Task<IReadOnlyList<CachedRequest>> ReadRequestsAsync(UsageFilter filter, int limit, CancellationToken cancellationToken) =>
        _requests.ReadAsync(KeptRequests.IsAskedAgain(filter), "requests_resolved", Statement("requests", filter, limit), Request, limit, cancellationToken);

    public Task<IReadOnlyList<CacheCompaction>> ReadCompactionsAsync(UsageFilter filter, int limit, CancellationToken cancellationToken) => client.QueryAsync(
        Statement("compactions", filter, limit),
        static row => new CacheCompaction(row.GetString(0), row.GetString(1), UsageFields.Moment(row.GetValue(2))),
        cancellationToken);

    private static StoreStatement Statement(string name, UsageFilter filter, int limit) => UsageFields.Windowed(StoreStatement.FromFile($"Queries/Usage/Caching/{name}.sql"), filter, limit);

    private static CachedRequest Request(DbDataReader row) => new(
        row.GetString(0),
        row.GetString(1),
        row.GetString(2),
        row.GetString(3),
        UsageFields.Moment(row.GetValue(4)),
        row.IsDBNull(5) ? null : UsageFields.Moment(row.GetValue(5)),
        row.GetString(6),
        Usage(row))
    {
        IsLifetimeUnknown = Number(row, 16) != 0,
        Effort = row.GetString(17),
        Version = row.GetString(18),
        RequestedLifetime = Number(row, 19) is > 0 and var seconds ? TimeSpan.FromSeconds(seconds) : null,
        ShapeHash = row.GetString(20),
        SystemHash = row.GetString(21),
        ToolsHash = row.GetString(22),
        ParametersHash = row.GetString(23),
        Messages = (int)Number(row, 24),
        KeptMessages = row.IsDBNull(25) ? null : (int)Number(row, 25),
        Key = row.GetString(26),
        PromptId = row.GetString(27),
    };

    private static TokenUsage? Usage(DbDataReader row) => Enumerable.Range(7, 5).Any(row.IsDBNull)
        ? null
        : new TokenUsage(
            Number(row, 7), Number(row, 8), Number(row, 9), Number(row, 10), Number(row, 11), Number(row, 12), row.GetString(13), row.GetString(14), row.GetString(15));

    private static long Number(DbDataReader row, int field) => Convert.ToInt64(row.GetValue(field), CultureInfo.InvariantCulture);
}
