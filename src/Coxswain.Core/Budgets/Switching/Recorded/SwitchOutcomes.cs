using Coxswain.Core.Pricing;

namespace Coxswain.Core.Budgets.Switching.Recorded;

/// <summary>Works out what switches have saved: each is held against the requests of its conversation up to the next switch, so that none counts twice.</summary>
public static class SwitchOutcomes
{
    /// <param name="requests">In order of time.</param>
    /// <param name="knownFrom">Requests before this moment were not all read; <see langword="null"/>: they all were.</param>
    /// <returns>The newest first.</returns>
    public static IReadOnlyList<SwitchOutcome> Of(IReadOnlyList<RecordedSwitch> switches, IEnumerable<ConversationRequest> requests, DateTimeOffset? knownFrom, PriceBook prices)
    {
        ArgumentNullException.ThrowIfNull(switches);
        ArgumentNullException.ThrowIfNull(requests);
        ArgumentNullException.ThrowIfNull(prices);
        var conversations = requests.ToLookup(static request => (request.SessionId, request.AgentId));
        return
        [
            .. switches.GroupBy(static one => (one.Receipt.SessionId, one.AgentId))
                .SelectMany(group => Outcomes([.. group.OrderBy(static one => one.Receipt.At)], [.. conversations[group.Key]], knownFrom, prices))
                .OrderByDescending(static outcome => outcome.Switch.Receipt.At),
        ];
    }

    private static IEnumerable<SwitchOutcome> Outcomes(IReadOnlyList<RecordedSwitch> switches, IReadOnlyList<ConversationRequest> requests, DateTimeOffset? knownFrom, PriceBook prices)
    {
        for (var i = 0; i < switches.Count; i++)
        {
            var (one, next) = (switches[i], i + 1 < switches.Count ? switches[i + 1] : null);
            var gap = one.Gap.Length > 0 ? one.Gap : one.CallAt < knownFrom ? "Too many requests came since: not all of them were read." : "";
            yield return new SwitchOutcome(one, gap.Length > 0
                ? new RealisedSaving(0, null, null, gap)
                : Realised(one.Receipt, [.. requests.Where(request => IsAfter(one, request) && (next is null || !IsAfter(next, request)))], prices));
        }
    }

    private static RealisedSaving Realised(SwitchReceipt receipt, IReadOnlyList<ConversationRequest> later, PriceBook prices)
    {
        var counted = later.TakeWhile(request => IsModel(request, receipt.To)).ToList();
        var turns = new List<SessionRequest>(counted.Count);
        foreach (var request in counted)
        {
            if (request.Usage is not { } usage)
            {
                return new RealisedSaving(turns.Count, null, null, FormattableString.Invariant($"The token counts of a request at {request.Time.UtcDateTime:yyyy-MM-dd HH:mm} UTC are not known."));
            }

            // The switched call itself was sent a moment before the switch.
            var sent = request.SentAt ?? request.Time;
            turns.Add(new SessionRequest(sent < receipt.At ? receipt.At : sent, request.Model, usage));
        }

        return RealisedSaving.Of(receipt, turns, prices);
    }

    /// <summary>Sent since the call that was switched came; or that call itself, which its client sent before and the new model answered.</summary>
    private static bool IsAfter(RecordedSwitch one, ConversationRequest request)
        => (request.SentAt ?? request.Time) >= one.CallAt || (request.Time >= one.CallAt && IsModel(request, one.Receipt.To));

    private static bool IsModel(ConversationRequest request, string model) => ModelId.Normalise(request.Model) == ModelId.Normalise(model);
}
