using System.Data.Common;
using Coxswain.Core.Kernel;
using Coxswain.Core.Monitoring.Timeouts;
using Coxswain.Core.Pricing;
using Coxswain.Core.Recovery.Learning;
using Coxswain.Storage.ClickHouse.Usage;
using Coxswain.Storage.ClickHouse.Usage.Rollup;

namespace Coxswain.Storage.ClickHouse.Monitoring;

internal sealed class ClickHouseDurationStore(StoreClient client, UsageRollup? rollup = null) : IDurationStore
{
    public Task<IReadOnlyList<DurationSample>> ReadAsync(TimeRange range, int limit, CancellationToken cancellationToken) => client.QueryRequestsAsync(
        rollup,
        "requests_resolved",
        StoreStatement.FromFile("Queries/Monitoring/durations.sql")
            .With("since_ms", range.From.ToUnixTimeMilliseconds())
            .With("until_ms", range.To.ToUnixTimeMilliseconds())
            .With("model_prefix", ModelId.PrefixPattern)
            .With("model_suffix", ModelId.SuffixPattern)
            .With("limit", (uint)Math.Max(0, limit)),
        static row => new DurationSample(UsageFields.Moment(row.GetValue(0)), row.GetString(1), (SizeBucket)row.GetInt32(2), row.GetInt32(3) == 1, Duration(row, 4), Duration(row, 5) ?? TimeSpan.Zero, row.GetInt32(6) == 1),
        cancellationToken);

    private static TimeSpan? Duration(DbDataReader row, int field) => row.IsDBNull(field) ? null : TimeSpan.FromMilliseconds(row.GetDouble(field));
}
