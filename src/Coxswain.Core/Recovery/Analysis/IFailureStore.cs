namespace Coxswain.Core.Recovery.Analysis;

/// <summary>What calls of a session failed with, and those that were answered, as all sources together tell them.</summary>
public interface IFailureStore
{
    /// <summary>The newest <paramref name="limit"/>, the oldest of them first.</summary>
    Task<IReadOnlyList<StoredFailure>> ReadFailuresAsync(string sessionId, int limit, CancellationToken cancellationToken);

    /// <summary>The newest <paramref name="limit"/>, the oldest of them first.</summary>
    Task<IReadOnlyList<AnsweredCall>> ReadAnsweredAsync(string sessionId, int limit, CancellationToken cancellationToken);
}
