namespace Coxswain.Testing.Upstream.Simulation.Prompts;

/// <summary>A thinking block the model was not shown.</summary>
/// <param name="Path">Such as <c>messages.1.content.0</c>.</param>
/// <param name="Reason"><c>model_binding_mismatch</c> or <c>prefix_binding_mismatch</c>.</param>
public sealed record DroppedThinking(string Path, string Reason);
