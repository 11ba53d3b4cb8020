using Coxswain.Core.Budgets.Switching;
using Coxswain.Core.Pricing;

namespace Coxswain.Tests.Core.Budgets.Switching.Simulation;

/// <summary>A session as one model answers it: keeps the cache and writes down each request. Knows nothing of the product's cache model.</summary>
internal sealed class SimulatedConversation(string model, long compactsAt, CacheLifetime lifetime, double tokenFactor)
{
    private long _cached;
    private DateTimeOffset _lastUse = DateTimeOffset.MinValue;

    public List<SessionRequest> Requests { get; } = [];

    public long Context { get; private set; } = SimulatedSession.Prefix;

    public bool IsCompacted { get; private set; }

    public decimal CostUsd => Requests.Sum(request => SomeSwitch.Book.Cost(request.Usage, request.Model, request.At)!.Value);

    /// <summary>Takes over another model's conversation; the cache is cold.</summary>
    public static SimulatedConversation From(SimulatedConversation other, string model, long compactsAt, CacheLifetime lifetime, double tokenFactor)
        => new(model, compactsAt, lifetime, tokenFactor) { Context = (long)(other.Context * tokenFactor) };

    public SimulatedConversation Copy()
        => new(model, compactsAt, lifetime, tokenFactor) { Context = Context, _cached = _cached, _lastUse = _lastUse };

    public CacheState Cache() => CacheState.Warm(_cached, _lastUse == DateTimeOffset.MinValue ? SomeSwitch.Now.AddDays(-1) : _lastUse, lifetime);

    /// <param name="more">Output beyond the turn's: thinking done again.</param>
    public void Answer(SimulatedTurn turn, DateTimeOffset at, long more = 0)
    {
        IsCompacted = false;
        var (added, output) = ((long)(turn.NewTokens * tokenFactor), (long)((turn.OutputTokens + more) * tokenFactor));
        if (Context + added > compactsAt)
        {
            Compact();
        }

        var prompt = Context + added;
        var warm = at - _lastUse <= lifetime.Length() ? Math.Min(_cached, prompt) : 0;
        var written = prompt - warm;
        var isLong = lifetime == CacheLifetime.OneHour;
        Requests.Add(new SessionRequest(at, model, new TokenUsage(0, output, warm, isLong ? 0 : written, isLong ? written : 0, 0, "", "", "")));
        (_cached, _lastUse, Context) = (prompt, at, prompt + output);
    }

    private void Compact()
    {
        IsCompacted = true;
        var prefix = (long)(SimulatedSession.Prefix * tokenFactor);
        Context = prefix + (long)(8_000 * tokenFactor);
        _cached = Math.Min(_cached, prefix);
    }
}
