namespace Coxswain.Core.Tools;

/// <summary>All steps that were taken from a turn's start, or the edit before, to the next edit, or to the turn's end where none came.</summary>
/// <param name="Goal"><c>edit</c>, or <c>answer</c>: no edit came.</param>
public sealed record ToolWay(IReadOnlyList<string> Steps, string Goal, RunFigures Figures);
