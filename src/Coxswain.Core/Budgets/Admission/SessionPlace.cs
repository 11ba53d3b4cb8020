using Coxswain.Core.Kernel;

namespace Coxswain.Core.Budgets.Admission;

/// <summary>Where a session's requests are made. An empty member is not known, or there is none.</summary>
/// <param name="Project">Working directory.</param>
/// <param name="Branch">As git names it.</param>
public sealed record SessionPlace(string Project, string Branch)
{
    public static SessionPlace Unknown { get; } = new("", "");

    public bool IsIn(BudgetScope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return FolderPath.IsIn(Project, scope.Project) && (scope.Branch.Length == 0 || scope.Branch == Branch);
    }
}
