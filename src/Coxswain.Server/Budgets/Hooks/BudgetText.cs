using System.Globalization;
using Coxswain.Core.Budgets;
using Coxswain.Core.Budgets.Admission;

namespace Coxswain.Server.Budgets.Hooks;

/// <summary>What users and Claude read of a budget whose step is due.</summary>
internal static class BudgetText
{
    private static readonly CultureInfo Plain = CultureInfo.InvariantCulture;

    public static string Refusal(BudgetStatus due, TimeZoneInfo zone)
    {
        var spend = due.Spend ?? BudgetSpend.Nothing;
        return "Coxswain: " + RefusalText.UsedUp(due.Budget, due.Window, spend.CostUsd ?? 0, due.Open, spend.UnknownCostRequests > 0, zone);
    }

    /// <summary>Read by Claude, which goes on with its work by other means, and by the user.</summary>
    public static string Paused(BudgetStatus due, TimeZoneInfo zone) => string.Create(
        Plain, $"Coxswain: no new subagents: budget \"{due.Budget.Name}\" is {Used(due)} used, {Spent(due, zone)}. Do the work here instead, with small reads. {RefusalText.WayOut(due.Budget)}");

    public static string Advice(IReadOnlyList<BudgetStatus> due, string economy, TimeZoneInfo zone) =>
        $"Budgets of the user (Coxswain): {string.Join("; ", due.Select(status => string.Create(Plain, $"\"{status.Budget.Name}\" is {Used(status)} used, {Spent(status, zone)}")))}. "
        + $"The user wishes to spend little: {(economy.Length > 0 ? $"start subagents with model \"{economy}\"" : "start few subagents")}, search before reading, read parts of files instead of whole ones, and keep answers short.";

    public static string AdviceToUser(IReadOnlyList<BudgetStatus> due, TimeZoneInfo zone) =>
        $"Coxswain: {string.Join("; ", due.Select(status => string.Create(Plain, $"budget \"{status.Budget.Name}\" is {Used(status)} used, {Spent(status, zone)}")))}. Claude was asked to spend little.";

    // Never rounded up to the next percent.
    private static string Used(BudgetStatus due) => string.Create(Plain, $"{Math.Floor(due.UsedPercent ?? 0):0} %");

    private static string Spent(BudgetStatus due, TimeZoneInfo zone)
    {
        var spend = due.Spend ?? BudgetSpend.Nothing;
        return RefusalText.Spent(due.Budget, due.Window, spend.CostUsd ?? 0, spend.UnknownCostRequests > 0, zone);
    }
}
