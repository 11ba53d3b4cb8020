using System.Collections.Concurrent;

namespace Coxswain.Core.Budgets.Admission;

/// <summary>Where sessions are, as hooks told last or the store has it: a call of the gateway does not say.</summary>
public sealed class SessionPlaces(ISessionPlaceStore store, TimeProvider clock)
{
    private const int MostSessions = 1024;
    private static readonly TimeSpan Holds = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan HoldsUnknown = TimeSpan.FromSeconds(2);
    private readonly ConcurrentDictionary<string, (SessionPlace Place, DateTimeOffset At)> _known = new(StringComparer.Ordinal);

    /// <summary>A hook of the session told where it is.</summary>
    public void Tell(string session, SessionPlace place)
    {
        ArgumentNullException.ThrowIfNull(place);
        if (session.Length > 0 && place.Project.Length > 0)
        {
            Keep(session, _known.TryGetValue(session, out var known) ? place.Or(known.Place) : place);
        }
    }

    /// <returns><see cref="SessionPlace.Unknown"/> when nobody told of it yet.</returns>
    public async Task<SessionPlace> OfAsync(string session, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        if (session.Length == 0)
        {
            return SessionPlace.Unknown;
        }

        var isKnown = _known.TryGetValue(session, out var known);
        if (isKnown && clock.GetUtcNow() - known.At is var age && age >= TimeSpan.Zero && age < (known.Place is { Project.Length: > 0, User.Length: > 0 } ? Holds : HoldsUnknown))
        {
            return known.Place;
        }

        var told = await store.ReadPlaceAsync(session, cancellationToken).ConfigureAwait(false);
        var place = isKnown ? told.Or(known.Place) : told;
        Keep(session, place);
        return place;
    }

    private void Keep(string session, SessionPlace place)
    {
        if (_known.Count >= MostSessions)
        {
            _known.Clear();
        }

        _known[session] = (place, clock.GetUtcNow());
    }
}
