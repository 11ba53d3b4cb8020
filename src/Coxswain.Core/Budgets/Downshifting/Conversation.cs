using Coxswain.Core.Budgets.Switching;
using Coxswain.Core.Pricing;

namespace Coxswain.Core.Budgets.Downshifting;

/// <summary>The last requests of a conversation, in order, whoever answered them, and whether a budget moved it.</summary>
/// <param name="turns">See <see cref="Turns"/>.</param>
/// <param name="movedBy">See <see cref="MovedBy"/>.</param>
internal sealed class Conversation(IReadOnlyList<SessionRequest> told, int turns, string? movedBy)
{
    private const int Most = 200;
    private readonly Lock _gate = new();
    private readonly List<SessionRequest> _requests = [.. told];
    private string? _movedBy = movedBy;
    private int _turns = turns;
    private long? _lastEstimate;

    /// <summary>The budget because of which its last request went to another model than its client asked for; <see langword="null"/>: it did not.</summary>
    public string? MovedBy
    {
        get
        {
            lock (_gate)
            {
                return _movedBy;
            }
        }
    }

    /// <summary>Requests it made, also those that are not kept here any more, and those to other models before it was asked about.</summary>
    public int Turns
    {
        get
        {
            lock (_gate)
            {
                return _turns;
            }
        }
    }

    /// <summary>Of its last call's prompt, in tokens, before that was sent; <see langword="null"/>: nobody measured it. Comparable with another estimate, not with counts.</summary>
    public long? LastEstimate
    {
        get
        {
            lock (_gate)
            {
                return _lastEstimate;
            }
        }
    }

    public IReadOnlyList<SessionRequest> Requests
    {
        get
        {
            lock (_gate)
            {
                return [.. _requests];
            }
        }
    }

    public void Add(SessionRequest request, string? movedBy, long? estimate)
    {
        lock (_gate)
        {
            (_movedBy, _lastEstimate, _turns) = (movedBy, estimate, _turns + 1);
            _requests.Add(request);
            if (_requests.Count > Most)
            {
                _requests.RemoveRange(0, _requests.Count - Most);
            }
        }
    }

    /// <summary>What a model's cache holds of it.</summary>
    public static CacheState CacheOf(IReadOnlyList<SessionRequest> requests, string model)
    {
        var id = ModelId.Normalise(model);
        return requests.LastOrDefault(request => ModelId.Normalise(request.Model) == id) is { } last ? CacheState.Warm(last.Usage.PromptTokens, last.At, LifetimeOf([last])) : CacheState.Cold(LifetimeOf(requests));
    }

    /// <summary>Without any write seen: the shorter one, as the client asks for unless told otherwise.</summary>
    public static CacheLifetime LifetimeOf(IReadOnlyList<SessionRequest> requests) => requests is [.., { Usage.CacheWrite1hTokens: > 0 }] ? CacheLifetime.OneHour : CacheLifetime.FiveMinutes;
}
