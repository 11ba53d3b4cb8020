namespace Coxswain.Core.Budgets.Efficiency;

/// <summary>Tasks of one model, kind and size.</summary>
public sealed record TaskCell(string Model, string Kind, string Size, TaskFigures Figures);
