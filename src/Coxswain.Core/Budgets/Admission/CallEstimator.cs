using System.Collections.Concurrent;
using Coxswain.Core.Budgets.Switching;
using Coxswain.Core.Pricing;

namespace Coxswain.Core.Budgets.Admission;

/// <summary>Says what a call may cost, by its prompt's size, the answers of its model so far, and what its conversation's last call told.</summary>
public sealed class CallEstimator(PriceBook prices, TimeProvider clock)
{
    /// <summary>Output of a long answer while few of the model are known. Assumed: ten times the turn of the worked examples (<see cref="SwitchAssumptions.OutputTokens"/>).</summary>
    public const long AssumedMostOutput = 5_000;

    private const int MostConversations = 1024;
    private const int FewAnswers = 20;

    /// <summary>An estimate is never further off than this; what says so was changed on its way, or counts something else.</summary>
    private const double MostOff = 3;

    /// <summary>Of a cache entry's life: the next call must find it.</summary>
    private const double SafeLife = 0.9;

    private readonly ConcurrentDictionary<string, RecentOutputs> _outputs = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Session, string Agent), LastCall> _conversations = [];

    private sealed record LastCall(string Model, DateTimeOffset At, long PromptTokens, long? EstimatedTokens, CacheLifetime? Lifetime);

    /// <returns><see langword="null"/> when the model has no price, or the prompt's size is not known.</returns>
    public CallEstimate? Of(CallQuestion call)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (call.Prompt is not { } size)
        {
            return null;
        }

        var now = clock.GetUtcNow();
        var last = Last(call);
        var prompt = Corrected(size.Tokens, last);
        var isLong = last?.Lifetime is { } told ? told == CacheLifetime.OneHour : size.IsKeptAnHour;
        var cached = last is not null && now - last.At < (last.Lifetime ?? CacheLifetime.FiveMinutes).Length() * SafeLife ? Math.Min(prompt, last.PromptTokens) : 0;
        var seen = _outputs.GetValueOrDefault(ModelId.Normalise(call.Model));
        var most = seen is { Count: >= FewAnswers } ? seen.Most() : Math.Max(AssumedMostOutput, seen?.Most() ?? 0);
        decimal? Cost(long read, long output)
            => prices.Cost(new TokenUsage(0, Capped(output, call), read, isLong ? 0 : prompt - read, isLong ? prompt - read : 0, 0, "", "", ""), call.Model, now);
        return Cost(0, most) is { } mostUsd && Cost(cached, 0) is { } promptUsd && Cost(cached, seen?.Mean(SwitchAssumptions.OutputTokens, FewAnswers) ?? SwitchAssumptions.OutputTokens) is { } expected
            ? new CallEstimate(promptUsd, expected - promptUsd, mostUsd)
            : null;
    }

    /// <summary>Takes an answer into account for the calls to come.</summary>
    /// <param name="call">As it was asked about.</param>
    /// <param name="model">That answered.</param>
    public void Answered(CallQuestion call, string model, TokenUsage usage)
    {
        ArgumentNullException.ThrowIfNull(call);
        _outputs.GetOrAdd(ModelId.Normalise(model), static _ => new RecentOutputs()).Add(usage.OutputTokens);
        if (call.Session.Length == 0)
        {
            return;
        }

        if (_conversations.Count >= MostConversations)
        {
            _conversations.Clear();
        }

        var lifetime = usage.CacheWrite1hTokens > 0 ? CacheLifetime.OneHour : usage.CacheWrite5mTokens > 0 ? CacheLifetime.FiveMinutes : Last(call)?.Lifetime;
        _conversations[(call.Session, call.Agent)] = new LastCall(
            ModelId.Normalise(model), clock.GetUtcNow(), usage.PromptTokens, ModelId.Normalise(model) == ModelId.Normalise(call.Model) ? call.MeasuredTokens : null, lifetime);
    }

    private static long Capped(long output, CallQuestion call) => Math.Min(output, call.MaxTokens ?? output);

    /// <summary>Text has its own bytes for a token: the conversation's last call told how far its estimate was off.</summary>
    private static long Corrected(long tokens, LastCall? last) => last is { EstimatedTokens: > 0 and var estimated, PromptTokens: > 0 and var told }
        ? (long)Math.Ceiling(tokens * Math.Clamp((double)told / estimated, 1 / MostOff, MostOff))
        : tokens;

    private LastCall? Last(CallQuestion call)
        => call.Session.Length > 0 && _conversations.TryGetValue((call.Session, call.Agent), out var last) && last.Model == ModelId.Normalise(call.Model) ? last : null;
}
