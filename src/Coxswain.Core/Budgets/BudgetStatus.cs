using Coxswain.Core.Budgets.Admission;
using Coxswain.Core.Budgets.Forecasting;
using Coxswain.Core.Budgets.Periods;

namespace Coxswain.Core.Budgets;

/// <summary>How far a budget is used.</summary>
/// <param name="Window">Of a day, week or month; <see langword="null"/> otherwise.</param>
/// <param name="Session">The session asked about, of a session's budget; else empty.</param>
/// <param name="Spend"><see langword="null"/> where there is nothing to sum up: a request's budget, and a session's without a session.</param>
public sealed record BudgetStatus(Budget Budget, BudgetWindow? Window, string Session, BudgetSpend? Spend)
{
    /// <summary><see langword="null"/>: not asked for, not of a calendar period, or the spend is not known.</summary>
    public SpendForecast? Forecast { get; init; }

    /// <summary>What holds now, the longest; <see langword="null"/>: none does.</summary>
    public BudgetOverride? Override { get; init; }

    /// <summary>What the store does not have: calls of the gateway that are under way, or whose end nobody saw. Estimates.</summary>
    public OpenSpend Open { get; init; } = OpenSpend.Nothing;

    /// <summary>With what is open; <see langword="null"/> when the spend is not known.</summary>
    public double? UsedPercent => Spend?.CostUsd is { } cost ? (double)((cost + Open.TotalUsd) / Budget.LimitUsd * 100) : null;

    /// <summary>Whether an action of the ladder is due. One that is overridden is not, nor is any where the spend is not known.</summary>
    public bool IsDue(BudgetAction action) => Override is null && UsedPercent is { } used && Budget.Ladder.Any(step => step.Action == action && used >= step.FromPercent);

    /// <summary>Below 0 when more was spent; <see langword="null"/> when the spend is not known.</summary>
    public decimal? LeftUsd => Spend?.CostUsd is { } cost ? Budget.LimitUsd - cost - Open.TotalUsd : null;
}
