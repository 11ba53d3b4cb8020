namespace Coxswain.Core.Monitoring.Timeouts;

/// <summary>Predictions of one tenth, against what came of them.</summary>
/// <param name="From">Predicted chances from here on, below <paramref name="From"/> + 0.1.</param>
/// <param name="Predicted">Their mean.</param>
/// <param name="Observed">The part that did pass the deadline.</param>
public sealed record ReliabilityRow(double From, long N, double Predicted, double Observed);
