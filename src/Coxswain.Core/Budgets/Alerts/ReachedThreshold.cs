namespace Coxswain.Core.Budgets.Alerts;

/// <summary>A threshold the spend has reached, to be kept unless it is kept already.</summary>
/// <param name="Percent">One of <see cref="ThresholdCrossings.Percents"/>.</param>
/// <param name="Channels">Those to be told.</param>
public sealed record ReachedThreshold(string Budget, AlertSpan Span, int Percent, DateTimeOffset At, decimal SpentUsd, decimal LimitUsd, IReadOnlyList<string> Channels);
