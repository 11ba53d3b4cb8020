namespace Coxswain.Testing.Upstream.Simulation.Prompts;

/// <summary>A tool, a system block or a content block, in the order the cache sees them.</summary>
/// <param name="Prefix">Hash of everything up to and with this part, hexadecimal; marks of the cache do not count.</param>
/// <param name="TokensSoFar">Of everything up to and with this part.</param>
/// <param name="Mark">A cache breakpoint; <see langword="null"/> when it is none.</param>
public sealed record PromptPart(string Prefix, long TokensSoFar, CacheLife? Mark);
