namespace Coxswain.Core.Budgets;

/// <summary>Which requests a budget counts. An empty member does not filter.</summary>
/// <param name="Project">A working directory; those below it count too.</param>
/// <param name="Branch">As git names it; in every project unless one is given.</param>
public sealed record BudgetScope(string Project = "", string Branch = "")
{
    public static BudgetScope Everything { get; } = new();
}
