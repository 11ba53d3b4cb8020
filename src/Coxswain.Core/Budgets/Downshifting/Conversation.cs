using Coxswain.Core.Budgets.Switching;
using Coxswain.Core.Pricing;

namespace Coxswain.Core.Budgets.Downshifting;

/// <summary>The last requests of a conversation, in order, whoever answered them.</summary>
internal sealed class Conversation(IEnumerable<SessionRequest> told)
{
    private const int Most = 200;
    private readonly Lock _gate = new();
    private readonly List<SessionRequest> _requests = [.. told];

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

    public void Add(SessionRequest request)
    {
        lock (_gate)
        {
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
