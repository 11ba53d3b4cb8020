using System.Globalization;
using Coxswain.Core.Budgets;

namespace Coxswain.Storage.Sqlite.Budgets;

/// <summary>Budgets and overrides as rows of a state file.</summary>
internal static class BudgetRows
{
    /// <summary>A row that is no budget, as only damage makes one, is <see langword="null"/>.</summary>
    /// <param name="hasUsers">False: a file of a version before budgets of users.</param>
    public static List<Budget?> Load(StateSession session, bool hasUsers = true)
    {
        var budgets = new List<Budget?>();
        var rows = session.Statement(hasUsers ? "budgets-load" : "budgets-load-before-users");
        while (rows.Step())
        {
            budgets.Add(Read(rows));
        }

        return budgets;
    }

    public static void Save(StateSession session, Budget budget) => session.Statement("budget-save")
        .Bind("$name", budget.Name)
        .Bind("$period", budget.Period.ToString())
        .Bind("$limit_usd", budget.LimitUsd.ToString(CultureInfo.InvariantCulture))
        .Bind("$project", budget.Scope.Project)
        .Bind("$branch", budget.Scope.Branch)
        .Bind("$user", budget.Scope.User)
        .Bind("$ladder", string.Join('\n', budget.Ladder.Select(static step => string.Create(CultureInfo.InvariantCulture, $"{step.Action} {step.FromPercent}"))))
        .Run();

    public static bool Delete(StateSession session, string name) => session.Statement("budget-delete").Bind("$name", name).Run() > 0;

    public static void Add(StateSession session, BudgetOverride change) => session.Statement("budget-override-insert")
        .Bind("$budget", change.Budget)
        .Bind("$since_ms", change.Since.ToUnixTimeMilliseconds())
        .Bind("$until_ms", change.Until.ToUnixTimeMilliseconds())
        .Bind("$why", change.Why)
        .Run();

    /// <summary>The oldest first.</summary>
    public static List<BudgetOverride> LoadOverrides(StateSession session)
    {
        var changes = new List<BudgetOverride>();
        var rows = session.Statement("budget-overrides-load");
        while (rows.Step())
        {
            changes.Add(new BudgetOverride(rows.Text(0), DateTimeOffset.FromUnixTimeMilliseconds(rows.Int64(1)), DateTimeOffset.FromUnixTimeMilliseconds(rows.Int64(2)), rows.Text(3)));
        }

        return changes;
    }

    private static Budget? Read(StateStatement row)
    {
        var lines = row.Text(5).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var steps = lines.Select(Step).OfType<LadderStep>().ToArray();
        return steps.Length == lines.Length && Enum.TryParse<BudgetPeriod>(row.Text(1), out var period) && decimal.TryParse(row.Text(2), NumberStyles.Float, CultureInfo.InvariantCulture, out var limit)
            && new Budget(row.Text(0), period, limit, new BudgetScope(row.Text(3), row.Text(4), row.Text(6)), steps) is var budget && BudgetRules.Problems(budget).Count == 0
            ? budget
            : null;
    }

    private static LadderStep? Step(string line) => line.Split(' ') is [var action, var percent] && Enum.TryParse<BudgetAction>(action, out var known) && int.TryParse(percent, NumberStyles.None, CultureInfo.InvariantCulture, out var from)
        ? new LadderStep(known, from)
        : null;
}
