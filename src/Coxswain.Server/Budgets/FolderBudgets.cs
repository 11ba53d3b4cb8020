using Coxswain.Core.Budgets;
using Coxswain.Core.Budgets.Admission;
using Coxswain.Server.Checkpoints;

namespace Coxswain.Server.Budgets;

/// <summary>Which budgets count what is done in a folder, on the branch that is checked out there.</summary>
internal static class FolderBudgets
{
    /// <param name="folder">Empty: not told; only budgets of everything count.</param>
    public static async Task<IReadOnlyList<Budget>> OfAsync(IReadOnlyList<Budget> budgets, string folder, CancellationToken cancellationToken)
    {
        var place = await PlaceAsync(budgets, folder, cancellationToken);
        return [.. budgets.Where(budget => place.IsIn(budget.Scope))];
    }

    /// <summary>The branch is looked for only where one of the budgets is of a branch.</summary>
    public static async Task<SessionPlace> PlaceAsync(IReadOnlyList<Budget> budgets, string folder, CancellationToken cancellationToken)
        => new(folder, budgets.Any(static budget => budget.Scope.Branch.Length > 0) ? await BranchAsync(folder, cancellationToken) : "");

    /// <returns>As git names it; empty: none is checked out, or nobody can tell.</returns>
    private static async Task<string> BranchAsync(string folder, CancellationToken cancellationToken)
    {
        const string Heads = "refs/heads/";
        try
        {
            return folder.Length > 0 && (await GitPlace.FindAsync(folder, cancellationToken)).Place?.Branch is { } name && name.StartsWith(Heads, StringComparison.Ordinal) ? name[Heads.Length..] : "";
        }
        catch (IOException)
        {
            // There is no git.
            return "";
        }
    }
}
