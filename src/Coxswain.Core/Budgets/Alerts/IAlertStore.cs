namespace Coxswain.Core.Budgets.Alerts;

/// <summary>Alerts and who was told of them, in the data folder's state. Every change is durable when its task ends.</summary>
public interface IAlertStore
{
    /// <summary>All or nothing. A threshold of the same budget, span and percent that is kept already stays as it is, whatever its amounts.</summary>
    /// <returns>Those that were not kept before.</returns>
    Task<IReadOnlyList<BudgetAlert>> KeepAsync(IReadOnlyList<ReachedThreshold> reached, CancellationToken cancellationToken);

    /// <param name="budget">A budget's name; empty: all.</param>
    /// <returns>The newest first.</returns>
    Task<IReadOnlyList<BudgetAlert>> ListAsync(string budget, int most, CancellationToken cancellationToken);

    /// <returns>What a channel has not taken yet, the oldest first.</returns>
    Task<IReadOnlyList<BudgetAlert>> ListOwedAsync(string channel, int most, CancellationToken cancellationToken);

    /// <summary>A channel took these alerts.</summary>
    Task TakeAsync(IReadOnlyList<long> alerts, string channel, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>One more try failed for each.</summary>
    Task CountFailureAsync(IReadOnlyList<long> alerts, string channel, CancellationToken cancellationToken);

    /// <summary>A channel that is set up no more is owed nothing.</summary>
    Task DropOwedAsync(string channel, CancellationToken cancellationToken);

    Task<IReadOnlyList<LookMark>> ReadMarksAsync(CancellationToken cancellationToken);

    /// <summary>In place of all that were there.</summary>
    Task SaveMarksAsync(IReadOnlyList<LookMark> marks, CancellationToken cancellationToken);
}
