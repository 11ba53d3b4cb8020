using Coxswain.Core.Budgets;
using Coxswain.Core.Kernel;
using Coxswain.Core.Telemetry;
using Coxswain.Server.Checkpoints;
using Coxswain.Storage.Opening;

namespace Coxswain.Server.Budgets.Hooks;

/// <summary>Budgets that what is done in a folder counts against, and how far they are used.</summary>
internal sealed class BudgetsInScope(IBudgetStore budgets, BudgetReports reports, IOutbox outbox, StoreGate gate, TimeProvider clock)
{
    /// <summary>Somebody waits to go on: rows that take longer to the store are counted with the next one.</summary>
    private static readonly TimeSpan FlushPatience = TimeSpan.FromSeconds(1);

    /// <param name="folder">Where the client works; empty: not told.</param>
    /// <param name="isWanted">Which budgets matter; when none does the store is not asked.</param>
    /// <returns>Empty too while the store cannot be asked: it knows of no spend then.</returns>
    public async Task<IReadOnlyList<BudgetStatus>> ReadAsync(string session, string folder, Func<Budget, bool> isWanted, CancellationToken cancellationToken)
    {
        var wanted = (await budgets.ListAsync(cancellationToken)).Where(isWanted).ToList();
        var branch = wanted.Any(static budget => budget.Scope.Branch.Length > 0) ? await BranchAsync(folder, cancellationToken) : "";
        wanted.RemoveAll(budget => !IsFor(budget.Scope, folder, branch));
        return wanted.Count == 0 || gate.Problem is not null ? [] : await reports.ReadAsync(wanted, session, cancellationToken);
    }

    /// <summary>The same, with what was received until now as far as it reaches the store in a second.</summary>
    public async Task<IReadOnlyList<BudgetStatus>> ReadNewestAsync(string session, string folder, Func<Budget, bool> isWanted, CancellationToken cancellationToken)
    {
        if (gate.Problem is not null || !(await budgets.ListAsync(cancellationToken)).Any(isWanted))
        {
            return [];
        }

        try
        {
            await outbox.FlushAsync(cancellationToken).WaitAsync(FlushPatience, clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            // What is stored by now decides.
        }

        return await ReadAsync(session, folder, isWanted, cancellationToken);
    }

    private static bool IsFor(BudgetScope scope, string folder, string branch)
        => FolderPath.IsIn(folder, scope.Project) && (scope.Branch.Length == 0 || scope.Branch == branch);

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
