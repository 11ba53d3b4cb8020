using Coxswain.Core.Kernel;
using Coxswain.Core.Pricing;
using Coxswain.Core.Recovery.Learning;
using Coxswain.Core.Recovery;
using Coxswain.Core.Usage;
using Coxswain.Storage.ClickHouse.Usage;
using Coxswain.Storage.ClickHouse.Usage.Rollup;

namespace Coxswain.Storage.ClickHouse.Recovery;

internal sealed class ClickHouseRecoveryStore(StoreClient client, UsageRollup? rollup = null) : IRecoveryStore
{
    public Task<IReadOnlyList<LatencySample>> ReadLatenciesAsync(TimeRange range, CancellationToken cancellationToken) => client.QueryRequestsAsync(
        rollup,
        "requests_resolved",
        WithModelIds(Windowed("latencies", range)),
        static row => new LatencySample(row.GetString(0), (SizeBucket)row.GetInt32(1), row.GetInt32(2) == 1, row.GetInt64(3), TimeSpan.FromMilliseconds(row.GetDouble(4))),
        cancellationToken);

    public Task<IReadOnlyList<StrategyOutcome>> ReadAttemptsAsync(TimeRange range, int limit, CancellationToken cancellationToken) => client.QueryAsync(
        Windowed("attempts", range).With("limit", (uint)Math.Max(0, limit)),
        static row => new StrategyOutcome(
            DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(0)), row.GetString(1), row.GetString(2), row.GetString(3), row.GetInt64(4), row.GetInt32(5) == 1, UsageFields.Money(row.GetValue(6))),
        cancellationToken);

    public async Task<RecordedCalls> CountCallsAsync(TimeRange range, CancellationToken cancellationToken) => (await client.QueryAsync(
        Windowed("calls", range),
        static row => new RecordedCalls(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5)),
        cancellationToken).ConfigureAwait(false)).Single();

    public Task<IReadOnlyList<RecoveryOutcome>> ReadOutcomesAsync(UsageFilter filter, CancellationToken cancellationToken) => client.QueryRequestsAsync(
        rollup,
        "requests",
        WithModelIds(StoreStatement.FromFile("Queries/Recovery/outcomes.sql").Filtered(filter)),
        static row => new RecoveryOutcome(row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt64(3), row.GetInt64(4), row.GetDouble(5), UsageFields.Money(row.GetValue(6))),
        cancellationToken);

    private static StoreStatement WithModelIds(StoreStatement statement) => statement.With("model_prefix", ModelId.PrefixPattern).With("model_suffix", ModelId.SuffixPattern);

    private static StoreStatement Windowed(string name, TimeRange range) => StoreStatement.FromFile($"Queries/Recovery/{name}.sql")
        .With("since_ms", range.From.ToUnixTimeMilliseconds())
        .With("until_ms", range.To.ToUnixTimeMilliseconds());
}
