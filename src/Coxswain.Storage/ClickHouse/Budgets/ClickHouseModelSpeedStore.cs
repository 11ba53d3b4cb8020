using Coxswain.Core.Budgets.Efficiency;
using Coxswain.Core.Usage;
using Coxswain.Storage.ClickHouse.Usage;
using Coxswain.Storage.ClickHouse.Usage.Rollup;

namespace Coxswain.Storage.ClickHouse.Budgets;

/// <summary>Speeds of models from the resolved requests.</summary>
internal sealed class ClickHouseModelSpeedStore(StoreClient client, UsageRollup? rollup = null) : IModelSpeedStore
{
    public Task<IReadOnlyList<ModelSpeed>> ReadAsync(UsageFilter filter, CancellationToken cancellationToken) => client.QueryRequestsAsync(
        rollup,
        KeptRequests.ViewFor(filter, "requests_resolved"),
        StoreStatement.FromFile("Queries/Budgets/model_speeds.sql").Filtered(filter),
        static row => new ModelSpeed(row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3) / 1000.0),
        cancellationToken);
}
