using System.Globalization;
using Coxswain.Core.Monitoring.Productivity;
using Coxswain.Core.Usage;
using Coxswain.Storage.ClickHouse.Usage;
using Coxswain.Storage.ClickHouse.Usage.Rollup;

namespace Coxswain.Storage.ClickHouse.Monitoring;

/// <summary>What came of work, from the client's metrics and the typed tables.</summary>
internal sealed class ClickHouseProductivityStore(StoreClient client, UsageRollup? rollup = null) : IProductivityStore
{
    public Task<IReadOnlyList<CountedWork>> ReadCountersAsync(UsageFilter filter, CancellationToken cancellationToken) => client.QueryAsync(
        Statement("counters", filter), static row => new CountedWork(row.GetString(0), row.GetString(1), row.GetDouble(2), Convert.ToInt64(row.GetValue(3), CultureInfo.InvariantCulture)), cancellationToken);

    public async Task<PromptTimes> ReadPromptTimesAsync(UsageFilter filter, CancellationToken cancellationToken) => (await client.QueryRequestsAsync(
        rollup,
        "requests_resolved",
        Statement("prompt_times", filter),
        static row => Convert.ToInt64(row.GetValue(0), CultureInfo.InvariantCulture) is > 0 and var prompts
            ? new PromptTimes(prompts, Milliseconds(row.GetValue(1)), Milliseconds(row.GetValue(2)), Convert.ToDouble(row.GetValue(3), CultureInfo.InvariantCulture))
            : new PromptTimes(0, null, null, null),
        cancellationToken).ConfigureAwait(false))[0];

    private static TimeSpan Milliseconds(object value) => TimeSpan.FromMilliseconds(Convert.ToDouble(value, CultureInfo.InvariantCulture));

    private static StoreStatement Statement(string name, UsageFilter filter) => StoreStatement.FromFile($"Queries/Monitoring/{name}.sql").Filtered(filter);
}
