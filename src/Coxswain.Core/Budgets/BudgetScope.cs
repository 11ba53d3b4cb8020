namespace Coxswain.Core.Budgets;

/// <summary>Which requests a budget counts. An empty member does not filter.</summary>
/// <param name="Project">A working directory; those below it count too.</param>
/// <param name="Branch">As git names it; in every project unless one is given.</param>
/// <param name="User">As telemetry names the user of a session: the e-mail address, where that is not told the account's id, else the user's id.</param>
public sealed record BudgetScope(string Project = "", string Branch = "", string User = "")
{
    public static BudgetScope Everything { get; } = new();
}
