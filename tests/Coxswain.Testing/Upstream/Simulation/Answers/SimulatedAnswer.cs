using Coxswain.Testing.Upstream.Simulation.Caching;
using Coxswain.Testing.Upstream.Simulation.Prompts;

namespace Coxswain.Testing.Upstream.Simulation.Answers;

/// <summary>A whole answer, the same whether it is streamed or not.</summary>
/// <param name="Model">As the answer names it.</param>
/// <param name="Dropped">Told to the client; <see langword="null"/> when it did not ask for that.</param>
public sealed record SimulatedAnswer(
    string Id, string Model, IReadOnlyList<AnswerBlock> Blocks, string StopReason, CacheUse Cache, long OutputTokens, IReadOnlyList<DroppedThinking>? Dropped)
{
    public string Text => string.Concat(Blocks.Where(static block => block.Type == "text").Select(static block => block.Content));
}
