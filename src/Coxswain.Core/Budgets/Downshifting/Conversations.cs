using System.Collections.Concurrent;
using Coxswain.Core.Budgets.Admission;
using Coxswain.Core.Budgets.Switching;
using Coxswain.Core.Budgets.Switching.Recorded;
using Coxswain.Core.Pricing;

namespace Coxswain.Core.Budgets.Downshifting;

/// <summary>
/// Conversations whose calls go through the gateway: by session, agent and the model the client asks for, because titles and the like are asked for in the same session
/// with another one. What was said before this process ran, or past the gateway, the store tells.
/// </summary>
internal sealed class Conversations(ISwitchReceiptStore store, SpendWatch watch, TimeProvider clock)
{
    private const int MostKept = 512;
    private const int MostRead = 1000;

    /// <summary>What was said earlier is in no cache, and of no use for the length of turns.</summary>
    private static readonly TimeSpan Reach = TimeSpan.FromDays(31);
    private readonly ConcurrentDictionary<(string Session, string Agent, string Model), Conversation> _known = [];

    /// <param name="target">The model such a conversation is moved to.</param>
    public async Task<Conversation> OfAsync(CallQuestion call, string target, CancellationToken cancellationToken)
    {
        var key = Key(call);
        if (_known.TryGetValue(key, out var known))
        {
            return known;
        }

        IReadOnlyList<ConversationRequest> told = [];
        IReadOnlyList<RecordedSwitch> moves = [];
        var since = clock.GetUtcNow() - Reach;
        await watch.AskAsync(
            async () =>
            {
                told = await store.ReadRequestsAsync([call.Session], since, MostRead, cancellationToken).ConfigureAwait(false);
                moves = await store.ReadAsync(call.Session, since, MostRead, cancellationToken).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        if (_known.Count >= MostKept)
        {
            _known.Clear();
        }

        var (from, to) = (key.Model, ModelId.Normalise(target));
        var requests = told.Where(request => request.AgentId == call.Agent && request.Usage is not null && (Is(request.Model, from) || Is(request.Model, to))).ToList();

        // Only a receipt says that a budget moved it: the user may have asked for the economy model.
        var move = moves.FirstOrDefault(one => one.AgentId == call.Agent && Is(one.Receipt.From, from) && Is(one.Receipt.To, to));
        var isMoved = move is not null && requests is [.., { } last] && Is(last.Model, to) && last.Time >= move.CallAt;
        return _known.GetOrAdd(key, _ => new Conversation(
            [.. requests.Select(static request => new SessionRequest(request.SentAt ?? request.Time, request.Model, request.Usage ?? default))],
            told.Count(request => request.AgentId == call.Agent),
            isMoved ? move?.Budget : null));
    }

    /// <summary>Takes an answer into account. A conversation nobody asked about is not followed: the store will tell.</summary>
    /// <param name="movedBy">The budget that had it answered by another model than its client asked for.</param>
    public void Answered(CallQuestion call, SessionRequest request, string? movedBy)
    {
        if (_known.TryGetValue(Key(call), out var known))
        {
            known.Add(request, movedBy, call.MeasuredTokens);
        }
    }

    private static bool Is(string model, string normalised) => ModelId.Normalise(model) == normalised;

    private static (string Session, string Agent, string Model) Key(CallQuestion call) => (call.Session, call.Agent, ModelId.Normalise(call.Model));
}
