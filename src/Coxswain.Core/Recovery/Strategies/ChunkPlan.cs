namespace Coxswain.Core.Recovery.Strategies;

/// <param name="Parts">In the material's order; empty when it cannot be split, and then <paramref name="Problem"/> says why.</param>
public sealed record ChunkPlan(IReadOnlyList<ChunkPart> Parts, string Problem);
