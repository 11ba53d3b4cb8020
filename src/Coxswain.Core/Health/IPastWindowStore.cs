namespace Coxswain.Core.Health;

/// <summary>Windows of sessions as the store's requests tell them.</summary>
public interface IPastWindowStore
{
    /// <summary>The newest session first. The windows' sizes are not the store's to know.</summary>
    /// <param name="project">A folder, and those below it; empty: all.</param>
    /// <param name="since">Whose newest event is not older; <see langword="null"/>: all.</param>
    Task<IReadOnlyList<PastWindow>> ReadAsync(string project, DateTimeOffset? since, int limit, CancellationToken cancellationToken);
}
