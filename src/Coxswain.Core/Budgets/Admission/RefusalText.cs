using System.Globalization;
using Coxswain.Core.Budgets.Periods;

namespace Coxswain.Core.Budgets.Admission;

/// <summary>What the user reads where a budget refuses something.</summary>
public static class RefusalText
{
    /// <param name="open">Estimates that count besides.</param>
    /// <param name="isLeast">Some requests have no known cost, so that more was spent.</param>
    public static string UsedUp(Budget budget, BudgetWindow? window, decimal spentUsd, OpenSpend open, bool isLeast, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(budget);
        ArgumentNullException.ThrowIfNull(open);
        return $"budget \"{budget.Name}\" is used up: {Spent(budget, window, spentUsd, isLeast, zone)}{Estimated(open)}. {Ways(budget)}";
    }

    /// <param name="isLeast">Some requests have no known cost, so that more was spent.</param>
    public static string Spent(Budget budget, BudgetWindow? window, decimal spentUsd, bool isLeast, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(budget);
        ArgumentNullException.ThrowIfNull(zone);
        var since = window is { } period ? $" since {TimeZoneInfo.ConvertTime(period.Start, zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} ({zone.Id})" : " in this session";
        return $"{(isLeast ? "at least " : "")}{Money(spentUsd)} of {Money(budget.LimitUsd)} spent{since}";
    }

    /// <summary>How to go on.</summary>
    public static string WayOut(Budget budget)
    {
        ArgumentNullException.ThrowIfNull(budget);
        return $"To go on for a while: cox budget override {budget.Name} --for 1h --why \"…\". To raise it: cox budget set.";
    }

    /// <summary>Of a limit of single requests.</summary>
    public static string TooDear(Budget budget, CallEstimate estimate)
    {
        ArgumentNullException.ThrowIfNull(budget);
        ArgumentNullException.ThrowIfNull(estimate);
        var advice = estimate.ExpectedPromptUsd >= estimate.ExpectedOutputUsd ? "A shorter context costs less: /compact or /clear." : "Most of it is the answer: a cheaper model (/model) costs less.";
        return $"budget \"{budget.Name}\" allows {Money(budget.LimitUsd)} a request, and this one would cost about {Money(estimate.ExpectedUsd)} (an estimate: {Money(estimate.ExpectedPromptUsd)} for its prompt, {Money(estimate.ExpectedOutputUsd)} for an answer as long as this model's were in the mean). {advice} {Ways(budget)}";
    }

    private static string Estimated(OpenSpend open)
    {
        var parts = new List<string>();
        if (open.UnderWayCalls > 0)
        {
            parts.Add($"about {Money(open.UnderWayUsd)} at most for {Calls(open.UnderWayCalls)} under way");
        }

        if (open.UnseenCalls > 0)
        {
            parts.Add($"about {Money(open.UnseenUsd)} at most for {Calls(open.UnseenCalls)} whose end nobody saw");
        }

        return parts.Count > 0 ? $", and {string.Join(" and ", parts)}" : "";
    }

    private static string Ways(Budget budget) => WayOut(budget) + " How it was spent: cox usage.";

    private static string Calls(int count) => count == 1 ? "1 call" : string.Create(CultureInfo.InvariantCulture, $"{count} calls");

    private static string Money(decimal usd) => "$" + usd.ToString("0.00##", CultureInfo.InvariantCulture);
}
