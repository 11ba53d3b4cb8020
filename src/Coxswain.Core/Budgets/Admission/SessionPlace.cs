using Coxswain.Core.Kernel;

namespace Coxswain.Core.Budgets.Admission;

/// <summary>Where a session's requests are made, and who makes them. An empty member is not known, or there is none.</summary>
/// <param name="Project">Working directory.</param>
/// <param name="Branch">As git names it.</param>
/// <param name="User">As <see cref="BudgetScope.User"/> is spelled.</param>
public sealed record SessionPlace(string Project, string Branch, string User = "")
{
    public static SessionPlace Unknown { get; } = new("", "");

    /// <summary>What this does not tell, as the other has it.</summary>
    public SessionPlace Or(SessionPlace other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var user = User.Length > 0 ? User : other.User;
        return Project.Length == 0 ? other with { User = user } : this with { User = user, Branch = Branch.Length == 0 && Project == other.Project ? other.Branch : Branch };
    }

    public bool IsIn(BudgetScope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return FolderPath.IsIn(Project, scope.Project) && (scope.Branch.Length == 0 || scope.Branch == Branch) && (scope.User.Length == 0 || scope.User == User);
    }
}
