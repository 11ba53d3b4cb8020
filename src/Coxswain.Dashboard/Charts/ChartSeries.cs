namespace Coxswain.Dashboard.Charts;

/// <summary>One value for each category of a chart.</summary>
/// <param name="Values"><see langword="null"/>: nothing is known there, which is a gap and not a 0.</param>
public sealed record ChartSeries(string Name, ChartKind Kind, IReadOnlyList<double?> Values);
