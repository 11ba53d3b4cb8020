namespace Coxswain.Testing.Upstream.Simulation.Prompts;

/// <summary>A Messages request that passed all checks.</summary>
/// <param name="Account">Stands for the key: caches and some thinking blocks belong to it.</param>
/// <param name="Effort">Empty when not set. Part of the cache's key.</param>
/// <param name="Thinks">Whether the answer begins with a thinking block.</param>
/// <param name="Identity">Hash of what decides the answer: model, limit and prompt, not whether it is streamed.</param>
/// <param name="Binding">Hash of system, tools and messages without thinking: what the answer's thinking is bound to.</param>
public sealed record SimulatedPrompt(
    SimulatedModel Model, string Account, int MaxTokens, bool Stream, string Effort, bool Thinks, IReadOnlyList<PromptPart> Parts, string Identity, string Binding, IReadOnlyList<DroppedThinking> Dropped)
{
    public long Tokens => TokenCount.Request + (Parts.Count == 0 ? 0 : Parts[^1].TokensSoFar);
}
