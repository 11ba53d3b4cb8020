namespace Coxswain.Testing.Traces.Drafting;

/// <summary>How long a conversation is, and how much of it each model still has in its prompt cache.</summary>
internal sealed class Conversation(long tokens, TimeSpan lifetime, bool writesForAnHour)
{
    private readonly Dictionary<string, (long Tokens, DateTimeOffset Until)> _caches = new(StringComparer.Ordinal);

    public long Tokens { get; private set; } = tokens;

    public bool WritesForAnHour { get; } = writesForAnHour;

    public void Grow(long added) => Tokens += added;

    /// <summary>After a compaction only what precedes the messages is still cached.</summary>
    public void Restart(long prefix, long total)
    {
        foreach (var (model, cache) in _caches)
        {
            _caches[model] = cache with { Tokens = Math.Min(cache.Tokens, prefix) };
        }

        Tokens = total;
    }

    public (long Read, long Written) Ask(string model, DateTimeOffset at)
    {
        var read = _caches.TryGetValue(model, out var cache) && cache.Until > at ? cache.Tokens : 0;
        _caches[model] = (Tokens, at + lifetime);
        return (read, Tokens - read);
    }
}
