namespace Coxswain.Core.Tools;

/// <summary>Steps that often follow each other in a turn.</summary>
/// <param name="Steps">Names of tools; calls of one tool after each other are one step.</param>
public sealed record ToolSequence(IReadOnlyList<string> Steps, RunFigures Figures);
