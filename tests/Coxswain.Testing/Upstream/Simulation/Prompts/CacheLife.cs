namespace Coxswain.Testing.Upstream.Simulation.Prompts;

/// <summary>How long a cached prefix lives after its last use.</summary>
public enum CacheLife
{
    FiveMinutes,
    OneHour,
}
