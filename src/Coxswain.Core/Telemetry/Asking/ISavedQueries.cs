namespace Coxswain.Core.Telemetry.Asking;

/// <summary>Queries the user kept, in the data folder's state. Every change is durable when its task ends.</summary>
public interface ISavedQueries
{
    /// <summary>By name.</summary>
    Task<IReadOnlyList<SavedQuery>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Takes the place of one with the same name.</summary>
    /// <returns>False: there are <see cref="SavedQuery.Most"/> already.</returns>
    Task<bool> SaveAsync(SavedQuery query, CancellationToken cancellationToken);

    /// <returns>Whether there was one.</returns>
    Task<bool> RemoveAsync(string name, CancellationToken cancellationToken);
}
