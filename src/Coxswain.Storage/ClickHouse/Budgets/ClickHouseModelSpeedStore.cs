using Coxswain.Core.Budgets.Efficiency;
using Coxswain.Core.Usage;
using Coxswain.Storage.ClickHouse.Usage;

namespace Coxswain.Storage.ClickHouse.Budgets;

/// <summary>Speeds of models from the resolved requests.</summary>
internal sealed class ClickHouseModelSpeedStore(StoreClient client) : IModelSpeedStore
{
    public Task<IReadOnlyList<ModelSpeed>> ReadAsync(UsageFilter filter, CancellationToken cancellationToken) => client.QueryAsync(
        StoreStatement.FromFile("Queries/Budgets/model_speeds.sql").Filtered(filter).With("requests", filter.Project.Length > 0 ? "requests" : "requests_resolved"),
        static row => new ModelSpeed(row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3) / 1000.0),
        cancellationToken);
}
