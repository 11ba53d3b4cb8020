namespace Coxswain.Core.Budgets.Admission;

/// <summary>What the store knows of sessions and calls that the gateway asks about.</summary>
public interface ISessionPlaceStore
{
    /// <returns>Where its newest prompt or request was made; <see cref="SessionPlace.Unknown"/>: nothing told yet.</returns>
    Task<SessionPlace> ReadPlaceAsync(string session, CancellationToken cancellationToken);

    /// <param name="clientRequestIds">As clients give them to their calls.</param>
    /// <param name="since">No request before it is looked for.</param>
    /// <returns>Those of them that a client's telemetry has told of.</returns>
    Task<IReadOnlySet<string>> ReadToldAsync(IReadOnlyCollection<string> clientRequestIds, DateTimeOffset since, CancellationToken cancellationToken);
}
