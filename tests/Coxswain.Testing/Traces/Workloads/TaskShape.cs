namespace Coxswain.Testing.Traces.Workloads;

/// <summary>What tasks of one difficulty are like.</summary>
/// <param name="Share">Of the prompts that begin a task.</param>
/// <param name="Requests">Median of the main conversation's requests.</param>
/// <param name="Output">Median output tokens of a request, before all counts are scaled.</param>
/// <param name="SubagentChance">That it delegates.</param>
public sealed record TaskShape(TraceDifficulty Difficulty, double Share, double Requests, double Output, double SubagentChance);
