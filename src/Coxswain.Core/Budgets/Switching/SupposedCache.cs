using Coxswain.Core.Pricing;

namespace Coxswain.Core.Budgets.Switching;

/// <summary>The old model's cache as it would be had it gone on answering: it holds the prompt of the request before until that is idle for longer than its lifetime.</summary>
internal sealed class SupposedCache(CacheState atSwitch, double tokenFactor)
{
    private readonly double _factor = double.IsFinite(tokenFactor) && tokenFactor > 0 ? tokenFactor : 1;
    private CacheState _held = atSwitch;
    private bool _isFirst = true;

    /// <summary>What the old model would have been billed for the request.</summary>
    public TokenUsage Answer(SessionRequest request)
    {
        var usage = request.Usage;
        var (prompt, input) = (Old(usage.PromptTokens), Old(usage.InputTokens));
        var read = Math.Min(_held.WarmAt(request.At), prompt - input);
        if (!_isFirst && prompt < _held.WarmTokens)
        {
            // The conversation was rewritten: only what the new model still read was the same as before.
            read = Math.Min(read, Old(usage.CacheReadTokens));
        }

        _isFirst = false;
        var written = prompt - input - read;
        _held = CacheState.Warm(prompt, request.At, _held.Lifetime);
        var isLong = _held.Lifetime == CacheLifetime.OneHour;
        return usage with
        {
            InputTokens = input,
            OutputTokens = Old(usage.OutputTokens),
            CacheReadTokens = read,
            CacheWrite5mTokens = isLong ? 0 : written,
            CacheWrite1hTokens = isLong ? written : 0,
        };
    }

    private long Old(long tokens) => (long)Math.Round(Math.Max(0, tokens) / _factor);
}
