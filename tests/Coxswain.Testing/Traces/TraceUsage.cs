namespace Coxswain.Testing.Traces;

/// <summary>The tokens of one answer.</summary>
public readonly record struct TraceUsage(
    long Input, long Output, long CacheRead, long CacheWrite5m, long CacheWrite1h, long Thinking = 0, int WebSearches = 0)
{
    public long CacheWrite => CacheWrite5m + CacheWrite1h;

    public long Prompt => Input + CacheRead + CacheWrite;

    /// <summary>What the first try of a cut stream cost: its input side and a few output tokens.</summary>
    public TraceUsage UntilCut(long output) => this with { Output = output, Thinking = 0, WebSearches = 0 };

    public static TraceUsage operator +(TraceUsage a, TraceUsage b) => new(
        a.Input + b.Input, a.Output + b.Output, a.CacheRead + b.CacheRead, a.CacheWrite5m + b.CacheWrite5m,
        a.CacheWrite1h + b.CacheWrite1h, a.Thinking + b.Thinking, a.WebSearches + b.WebSearches);

    public static TraceUsage Add(TraceUsage left, TraceUsage right) => left + right;
}
