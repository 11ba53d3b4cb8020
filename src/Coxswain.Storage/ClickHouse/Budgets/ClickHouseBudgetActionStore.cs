using Coxswain.Core.Budgets.Actions;
using Coxswain.Storage.ClickHouse.Usage;

namespace Coxswain.Storage.ClickHouse.Budgets;

/// <summary>What budgets did, from the log of events.</summary>
internal sealed class ClickHouseBudgetActionStore(StoreClient client) : IBudgetActionStore
{
    public Task<IReadOnlyList<BudgetActionTaken>> ReadAsync(string budget, DateTimeOffset since, int limit, CancellationToken cancellationToken) => client.QueryAsync(
        StoreStatement.FromFile("Queries/Budgets/actions.sql").With("budget", budget).With("since_ms", since.ToUnixTimeMilliseconds()).With("limit", (uint)Math.Max(0, limit)),
        static row => new BudgetActionTaken(
            UsageFields.Moment(row.GetValue(0)),
            row.GetString(1),
            row.GetString(2),
            row.GetString(3),
            row.GetString(4),
            row.GetString(5),
            row.GetString(6),
            row.GetString(7),
            row.IsDBNull(8) ? null : row.GetDouble(8),
            row.IsDBNull(9) ? null : UsageFields.Money(row.GetValue(9)),
            row.IsDBNull(10) ? null : UsageFields.Money(row.GetValue(10))),
        cancellationToken);
}
