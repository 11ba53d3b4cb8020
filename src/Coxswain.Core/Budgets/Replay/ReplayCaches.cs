using Coxswain.Core.Budgets.Switching;

namespace Coxswain.Core.Budgets.Replay;

/// <summary>What each model's prompt cache holds of one conversation: all of the prompt it answered last, until that has not been used for longer than it lives. Tokens as that model counts.</summary>
internal sealed class ReplayCaches
{
    private readonly Dictionary<string, CacheState> _held = new(StringComparer.Ordinal);

    public CacheState Of(string model, CacheLifetime lifetime) => _held.GetValueOrDefault(model) ?? CacheState.Cold(lifetime);

    public long Warm(string model, DateTimeOffset at) => _held.GetValueOrDefault(model)?.WarmAt(at) ?? 0;

    public void Use(string model, long tokens, DateTimeOffset at, CacheLifetime lifetime)
    {
        if (tokens > 0)
        {
            _held[model] = CacheState.Warm(tokens, at, lifetime);
        }
    }

    /// <summary>The conversation was rewritten: prompts begin as before only so far.</summary>
    public void Cut(long tokens)
    {
        foreach (var (model, state) in _held)
        {
            _held[model] = state with { WarmTokens = Math.Min(state.WarmTokens, tokens) };
        }
    }
}
