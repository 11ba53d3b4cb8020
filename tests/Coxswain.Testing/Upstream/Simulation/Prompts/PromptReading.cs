using Coxswain.Testing.Upstream.Simulation.Faults;

namespace Coxswain.Testing.Upstream.Simulation.Prompts;

/// <summary>A request's body as the API takes it: a prompt, or the error it gets.</summary>
/// <param name="Model">As the body names it, known or not; empty when it names none.</param>
/// <param name="Stream">Kept beside the prompt: a fault answers requests that have errors too.</param>
public sealed record PromptReading(string Model, bool Stream, SimulatedPrompt? Prompt, ApiError? Error);
