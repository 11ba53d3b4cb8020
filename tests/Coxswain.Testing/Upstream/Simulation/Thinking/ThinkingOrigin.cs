namespace Coxswain.Testing.Upstream.Simulation.Thinking;

/// <summary>What a thinking block's signature says of its making.</summary>
/// <param name="Prefix">Hash of system, tools and messages before it.</param>
public sealed record ThinkingOrigin(string Maker, string Account, string Prefix);
