using Coxswain.Core.Budgets.Recommending;
using Coxswain.Core.Budgets.Replay;
using Coxswain.Core.Usage;
using Coxswain.Storage.ClickHouse.Usage;
using Coxswain.Storage.ClickHouse.Usage.Rollup;

namespace Coxswain.Storage.ClickHouse.Budgets;

/// <summary>Costs of requests, and what is kept of their prompts.</summary>
internal sealed class ClickHouseReplayStore(StoreClient client, UsageRollup? rollup = null) : IReplayStore
{
    public async Task<IReadOnlyDictionary<string, decimal?>> ReadCostsAsync(UsageFilter filter, int limit, CancellationToken cancellationToken)
    {
        var rows = await client.QueryRequestsAsync(rollup, "requests_costed", Statement("replay_costs", filter, limit), static row => (Key: row.GetString(0), Cost: UsageFields.Money(row.GetValue(1))), cancellationToken).ConfigureAwait(false);
        return rows.ToDictionary(static row => row.Key, static row => row.Cost, StringComparer.Ordinal);
    }

    public Task<IReadOnlyList<ReplayHint>> ReadHintsAsync(UsageFilter filter, int limit, CancellationToken cancellationToken) => client.QueryAsync(
        Statement("replay_hints", filter, limit),
        static row => new ReplayHint(
            row.GetString(0), row.GetString(1), row.GetString(2), row.IsDBNull(3) ? null : TaskFeatures.Of(row.GetString(3)).Terms, [.. ((string[])row.GetValue(4)).Order(StringComparer.Ordinal)]),
        cancellationToken);

    private static StoreStatement Statement(string name, UsageFilter filter, int limit) => UsageFields.Windowed(StoreStatement.FromFile($"Queries/Budgets/{name}.sql"), filter, limit);
}
