using Coxswain.Core.Budgets.Periods;
using Coxswain.Core.Usage;

namespace Coxswain.Core.Budgets.Admission;

/// <summary>Requests that are summed up for a budget: where, and when or of which session.</summary>
/// <param name="Window"><see langword="null"/>: of a session.</param>
public sealed record BudgetSpan(BudgetScope Scope, BudgetWindow? Window, string Session)
{
    /// <returns><see langword="null"/> when there is nothing to sum up: a limit of single requests, and a session's without a session.</returns>
    public static BudgetSpan? Of(Budget budget, string session, DateTimeOffset now, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(budget);
        ArgumentNullException.ThrowIfNull(session);
        var window = BudgetWindow.At(budget.Period, now, zone);
        return window is not null ? new BudgetSpan(budget.Scope, window, "")
            : budget.Period == BudgetPeriod.Session && session.Length > 0 ? new BudgetSpan(budget.Scope, null, session)
            : null;
    }

    public UsageFilter ToFilter(TimeZoneInfo zone) => new(Window?.Start, Window?.End, zone, Scope.Project, "", Session) { Branch = Scope.Branch, User = Scope.User };

    internal bool Has(Reservation call)
        => call.Place.IsIn(Scope) && (Window is { } window ? window.Start <= call.At && call.At < window.End : call.Session == Session);
}
