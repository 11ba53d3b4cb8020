using System.Collections.Concurrent;
using Coxswain.Core.Budgets.Admission;
using Coxswain.Core.Budgets.Switching;
using Coxswain.Core.Pricing;
using Coxswain.Core.Usage;
using Coxswain.Core.Usage.Caching;

namespace Coxswain.Core.Budgets.Downshifting;

/// <summary>
/// Conversations whose calls go through the gateway: by session, agent and the model the client asks for, because titles and the like are asked for in the same session
/// with another one. What was said before this process ran, or past the gateway, the store tells.
/// </summary>
internal sealed class Conversations(ICacheStore store, SpendWatch watch)
{
    private const int MostKept = 512;
    private const int MostRead = 200;
    private readonly ConcurrentDictionary<(string Session, string Agent, string Model), Conversation> _known = [];

    /// <param name="target">The model such a conversation is moved to.</param>
    public async Task<Conversation> OfAsync(CallQuestion call, string target, CancellationToken cancellationToken)
    {
        var key = Key(call);
        if (_known.TryGetValue(key, out var known))
        {
            return known;
        }

        IReadOnlyList<CachedRequest> told = [];
        await watch.AskAsync(
            async () => told = await store.ReadRequestsAsync(new UsageFilter(null, null, TimeZoneInfo.Utc, "", "", call.Session), MostRead, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        if (_known.Count >= MostKept)
        {
            _known.Clear();
        }

        var models = new[] { key.Model, ModelId.Normalise(target) };
        return _known.GetOrAdd(key, _ => new Conversation(told
            .Where(request => request.AgentId == call.Agent && request.QueryClass != "auxiliary" && models.Contains(request.ModelId) && request.Usage is not null)
            .Select(static request => new SessionRequest(request.UsedAt, request.ModelId, request.Usage ?? default))));
    }

    /// <summary>Takes an answer into account. A conversation nobody asked about is not followed: the store will tell.</summary>
    public void Answered(CallQuestion call, SessionRequest request)
    {
        if (_known.TryGetValue(Key(call), out var known))
        {
            known.Add(request);
        }
    }

    private static (string Session, string Agent, string Model) Key(CallQuestion call) => (call.Session, call.Agent, ModelId.Normalise(call.Model));
}
