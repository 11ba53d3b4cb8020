namespace Coxswain.Core.Budgets.Alerts;

/// <summary>A threshold that was crossed, as it is kept.</summary>
/// <param name="Id">Grows with each alert.</param>
/// <param name="At">When it was found to be crossed.</param>
/// <param name="SpentUsd">What was known to be spent then.</param>
/// <param name="LimitUsd">The limit then.</param>
/// <param name="Deliveries">One for each channel that was to be told when it was kept; none: the budget had no step to notify from this percentage on, or no channel was set up.</param>
public sealed record BudgetAlert(
    long Id, string Budget, AlertSpan Span, int Percent, DateTimeOffset At, decimal SpentUsd, decimal LimitUsd, IReadOnlyList<AlertDelivery> Deliveries);
