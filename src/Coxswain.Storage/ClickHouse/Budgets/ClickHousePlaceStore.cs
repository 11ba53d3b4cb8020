using Coxswain.Core.Budgets.Admission;

namespace Coxswain.Storage.ClickHouse.Budgets;

/// <summary>Places of sessions and what clients told of calls, from the tables.</summary>
internal sealed class ClickHousePlaceStore(StoreClient client) : ISessionPlaceStore
{
    public async Task<SessionPlace> ReadPlaceAsync(string session, CancellationToken cancellationToken)
        => await client.QueryAsync(StoreStatement.FromFile("Queries/Budgets/place.sql").With("session", session), static row => new SessionPlace(row.GetString(0), row.GetString(1), row.GetString(2)), cancellationToken)
            .ConfigureAwait(false) is [var place, ..] ? place : SessionPlace.Unknown;

    public async Task<IReadOnlySet<string>> ReadToldAsync(IReadOnlyCollection<string> clientRequestIds, DateTimeOffset since, CancellationToken cancellationToken)
        => clientRequestIds.Count == 0
            ? new HashSet<string>()
            : (await client.QueryAsync(
                StoreStatement.FromFile("Queries/Budgets/told.sql").With("ids", clientRequestIds).With("since_ms", since.ToUnixTimeMilliseconds()), static row => row.GetString(0), cancellationToken)
                .ConfigureAwait(false)).ToHashSet(StringComparer.Ordinal);
}
