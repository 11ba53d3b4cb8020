using Coxswain.Core.Budgets;

namespace Coxswain.Server.Api.Budgets;

/// <summary>An override as it is asked for, from now on.</summary>
/// <param name="Budget">Its name; absent or empty: all budgets.</param>
/// <param name="Minutes">How long it holds.</param>
/// <param name="Why">In the user's words; kept.</param>
public sealed record OverrideWish(string? Budget, double Minutes, string? Why)
{
    internal BudgetOverride From(DateTimeOffset now) => new(Budget ?? "", now, now + TimeSpan.FromMinutes(double.IsFinite(Minutes) ? Math.Clamp(Minutes, -1, 1e6) : -1), Why ?? "");
}
