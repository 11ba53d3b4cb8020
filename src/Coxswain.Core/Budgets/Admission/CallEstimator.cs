using System.Collections.Concurrent;
using Coxswain.Core.Pricing;

namespace Coxswain.Core.Budgets.Admission;

/// <summary>Says what a call may cost, by its prompt's size, the answers of its model so far, and whether its conversation's prompt was in the cache a moment ago.</summary>
public sealed class CallEstimator(PriceBook prices, TimeProvider clock)
{
    /// <summary>Output of an answer while few of the model are known. Assumed: ten times the turn of the worked examples (<c>SwitchAssumptions.OutputTokens</c>).</summary>
    public const long AssumedOutput = 5_000;

    private const int MostConversations = 1024;
    private const int FewAnswers = 20;

    /// <summary>Shorter than a cache entry's five minutes: the next call must find it.</summary>
    private static readonly TimeSpan CacheLasts = TimeSpan.FromMinutes(4.5);

    private readonly ConcurrentDictionary<string, RecentOutputs> _outputs = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Session, string Agent), (string Model, DateTimeOffset At, long PromptTokens)> _conversations = [];

    /// <returns><see langword="null"/> when the model has no price, or the prompt's size is not known.</returns>
    public CallEstimate? Of(CallQuestion call)
    {
        ArgumentNullException.ThrowIfNull(call);
        var now = clock.GetUtcNow();
        if (call.PromptTokens is not { } prompt)
        {
            return null;
        }

        var usual = _outputs.TryGetValue(ModelId.Normalise(call.Model), out var seen) && seen.Count >= FewAnswers ? seen.Most() : Math.Max(AssumedOutput, seen?.Most() ?? 0);
        var output = Math.Min(usual, call.MaxTokens ?? usual);
        var cached = Math.Min(prompt, Cached(call, now));
        decimal? Cost(long read, long written) => prices.Cost(new TokenUsage(0, output, read, written, 0, 0, "", "", ""), call.Model, now);
        return Cost(0, prompt) is { } most && Cost(cached, prompt - cached) is { } expected ? new CallEstimate(expected, most) : null;
    }

    /// <summary>Takes an answer into account for the calls to come.</summary>
    public void Answered(string session, string agent, string model, TokenUsage usage)
    {
        _outputs.GetOrAdd(ModelId.Normalise(model), static _ => new RecentOutputs()).Add(usage.OutputTokens);
        if (session.Length == 0)
        {
            return;
        }

        if (_conversations.Count >= MostConversations)
        {
            _conversations.Clear();
        }

        _conversations[(session, agent)] = (ModelId.Normalise(model), clock.GetUtcNow(), usage.PromptTokens);
    }

    private long Cached(CallQuestion call, DateTimeOffset now)
        => call.Session.Length > 0 && _conversations.TryGetValue((call.Session, call.Agent), out var last) && last.Model == ModelId.Normalise(call.Model) && now - last.At < CacheLasts
            ? last.PromptTokens
            : 0;
}
