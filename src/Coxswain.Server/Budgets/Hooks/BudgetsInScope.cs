using Coxswain.Core.Budgets;
using Coxswain.Core.Budgets.Admission;
using Coxswain.Core.Telemetry;
using Coxswain.Storage.Opening;

namespace Coxswain.Server.Budgets.Hooks;

/// <summary>Budgets that what is done in a folder counts against, and how far they are used.</summary>
internal sealed class BudgetsInScope(IBudgetStore budgets, BudgetReports reports, SessionPlaces places, IOutbox outbox, StoreGate gate, TimeProvider clock)
{
    /// <summary>Somebody waits to go on: rows that take longer to the store are counted with the next one.</summary>
    private static readonly TimeSpan FlushPatience = TimeSpan.FromSeconds(1);

    /// <param name="folder">Where the client works; empty: not told.</param>
    /// <param name="isWanted">Which budgets matter; when none does the store is not asked.</param>
    /// <returns>Empty too while the store cannot be asked: it knows of no spend then.</returns>
    public async Task<IReadOnlyList<BudgetStatus>> ReadAsync(string session, string folder, Func<Budget, bool> isWanted, CancellationToken cancellationToken)
    {
        // What is told of the session's place is for the gateway too, whose budgets may be others.
        var all = await budgets.ListAsync(cancellationToken);
        var wanted = all.Where(isWanted).ToList();
        var place = await FolderBudgets.PlaceAsync(all, folder, cancellationToken);
        places.Tell(session, place);
        if (wanted.Exists(static budget => budget.Scope.User.Length > 0) && gate.Problem is null)
        {
            place = place with { User = (await places.OfAsync(session, cancellationToken)).User };
        }

        wanted.RemoveAll(budget => !place.IsIn(budget.Scope));
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
}
