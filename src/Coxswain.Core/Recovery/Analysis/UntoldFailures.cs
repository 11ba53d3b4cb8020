namespace Coxswain.Core.Recovery.Analysis;

/// <summary>
/// Leaves of the failures the gateway saw those the client tells nothing of. Both tell of one failure when its request id says so; where either has none, when the
/// same agent tells one of the same class or status within <see cref="SameMoment"/>, the earliest first. The tries before a client's last word, of which telemetry
/// gives only the number, are the last ones before it.
/// </summary>
public sealed class UntoldFailures
{
    /// <summary>How far apart two may tell the same.</summary>
    public static readonly TimeSpan SameMoment = TimeSpan.FromSeconds(10);

    /// <summary>How long a client repeats one request at most, as far as its tries are looked for.</summary>
    public static readonly TimeSpan LongestRetrying = TimeSpan.FromMinutes(10);

    private readonly StoredFailure[] _seen;
    private readonly bool[] _isTold;

    private UntoldFailures(StoredFailure[] seen)
    {
        _seen = seen;
        _isTold = new bool[seen.Length];
    }

    /// <param name="told">The client's own, each once, in the order of time.</param>
    /// <param name="seen">The gateway's, in the order of time.</param>
    public static IEnumerable<StoredFailure> Of(IReadOnlyList<StoredFailure> told, IEnumerable<StoredFailure> seen)
    {
        ArgumentNullException.ThrowIfNull(told);
        ArgumentNullException.ThrowIfNull(seen);
        var all = new UntoldFailures([.. seen]);
        all.LeaveOut(told);
        return all._seen.Where((_, place) => !all._isTold[place]).Select(AsClientSawIt);
    }

    private void LeaveOut(IReadOnlyList<StoredFailure> told)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var place = 0; place < _seen.Length; place++)
        {
            if (_seen[place].RequestId.Length > 0)
            {
                places[_seen[place].RequestId] = place;
            }
        }

        var other = new List<StoredFailure>();
        foreach (var one in told)
        {
            if (places.TryGetValue(one.RequestId, out var place))
            {
                _isTold[place] = true;
            }
            else
            {
                other.Add(one);
            }
        }

        // Those with an id first: a neighbour in time must not take what is another's by its id.
        foreach (var one in other)
        {
            Take(Places(one.Time - SameMoment, one.Time + SameMoment).Where(place => IsSame(one, _seen[place])), 1);
        }

        foreach (var last in told.Where(static one => one is { Kind: StoredFailure.GivenUp, Attempt: > 1 }))
        {
            var since = last.Time - LongestRetrying;
            var own = told.Count(one => one.Kind == StoredFailure.Retry && one.AgentId == last.AgentId && one.Time >= since && one.Time <= last.Time);
            Take(Places(since, last.Time).Reverse().Where(place => _seen[place].AgentId == last.AgentId), (last.Attempt ?? 1) - 1 - own);
        }
    }

    private void Take(IEnumerable<int> places, long most)
    {
        foreach (var place in places.Where(place => !_isTold[place]).Take((int)Math.Clamp(most, 0, _seen.Length)))
        {
            _isTold[place] = true;
        }
    }

    private IEnumerable<int> Places(DateTimeOffset since, DateTimeOffset until)
    {
        var first = After(since - TimeSpan.FromTicks(1));
        return Enumerable.Range(first, Math.Max(0, After(until) - first));
    }

    private int After(DateTimeOffset time)
    {
        var (low, high) = (0, _seen.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _seen[middle].Time <= time ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    // An answer that broke off has the status 200, and the client tells of a lost connection then, without a status.
    private static bool IsSame(StoredFailure told, StoredFailure seen)
        => told.AgentId == seen.AgentId && (told.RequestId.Length == 0 || seen.RequestId.Length == 0)
            && (FailureNames.Of(told) == FailureNames.Of(seen) || (told.StatusCode is { } status ? status == seen.StatusCode : IsBroken(seen)));

    /// <summary>A client is told not to repeat what the gateway tried more than once; what it repeats and gives up on it tells.</summary>
    private static StoredFailure AsClientSawIt(StoredFailure seen)
        => IsBroken(seen) || (seen.TotalAttempts is not > 1 && FailureNames.ClassOf(seen) is { } known && FailureGroups.IsPassing(known)) ? seen with { Kind = StoredFailure.Retry } : seen;

    private static bool IsBroken(StoredFailure seen) => seen.StatusCode is null or < 400;
}
