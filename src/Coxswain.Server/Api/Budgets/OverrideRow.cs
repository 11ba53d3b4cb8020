using Coxswain.Core.Budgets;

namespace Coxswain.Server.Api.Budgets;

/// <param name="Budget">Empty: all budgets.</param>
public sealed record OverrideRow(string Budget, DateTimeOffset Since, DateTimeOffset Until, string Why)
{
    internal static OverrideRow Of(BudgetOverride change) => new(change.Budget, change.Since, change.Until, change.Why);
}
