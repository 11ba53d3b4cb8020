using Coxswain.Core.Budgets.Switching;

namespace Coxswain.Tests.Core.Budgets.Switching.Simulation;

/// <summary>All turns a session will have, those nobody knows of yet included.</summary>
internal sealed class SimulatedSession
{
    /// <summary>System prompt and tools; stays cached through a compaction.</summary>
    public const long Prefix = 18_000;

    public SimulatedSession(Draw draw, int turns)
    {
        Lifetime = draw.OneOf(CacheLifetime.FiveMinutes, CacheLifetime.FiveMinutes, CacheLifetime.OneHour);
        CompactsAt = draw.OneOf(100_000, 160_000, 160_000, 400_000);
        var (added, output) = (draw.Around(1_200, 0.8), draw.Around(500, 0.8));
        var pauses = 0.12 * draw.Unit();
        Turns = [.. Enumerable.Range(0, turns).Select(_ => new SimulatedTurn(
            (long)draw.Around(added, 0.9),
            (long)draw.Around(output, 0.9),
            draw.Unit() < pauses ? TimeSpan.FromMinutes(draw.Around(12, 1.2)) : TimeSpan.FromSeconds(draw.Around(20, 0.8))))];
    }

    public CacheLifetime Lifetime { get; }

    /// <summary>Tokens of the prompt from which the client compacts.</summary>
    public long CompactsAt { get; }

    public IReadOnlyList<SimulatedTurn> Turns { get; }
}
