namespace Coxswain.Testing.Upstream.Simulation.Caching;

/// <summary>Where the tokens of one prompt came from; the four add up to the prompt.</summary>
/// <param name="Input">Neither read from the cache nor written to it.</param>
public sealed record CacheUse(long Input, long Read, long Write5m, long Write1h)
{
    public long Write => Write5m + Write1h;

    public long Prompt => Input + Read + Write;
}
