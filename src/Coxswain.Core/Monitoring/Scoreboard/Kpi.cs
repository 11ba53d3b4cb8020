namespace Coxswain.Core.Monitoring.Scoreboard;

/// <summary>One of the plan's success metrics, as it is.</summary>
/// <param name="Baseline">As the plan writes it: of no user's past. That is <paramref name="Before"/>.</param>
/// <param name="Target">As the plan writes it.</param>
/// <param name="Unit"><c>usd</c>, <c>part</c> (0 to 1), <c>stars</c> or <c>seconds</c>.</param>
/// <param name="Value"><see langword="null"/>: not known, which is not 0.</param>
/// <param name="Why">Why it is not known; empty when it is.</param>
/// <param name="N">What it is taken from.</param>
/// <param name="Of">What was counted.</param>
/// <param name="Before">The same of as long before; <see langword="null"/>: not known.</param>
/// <param name="IsMet">Whether the target is reached; <see langword="null"/>: not known, or it is a change that takes more time.</param>
public sealed record Kpi(string Name, string Baseline, string Target, string Unit, double? Value, string Why, long N, string Of, double? Before, long BeforeN, bool? IsMet)
{
    /// <summary>With <see cref="High"/> the interval that holds the true value 95 times in 100; <see langword="null"/>: it is counted and not estimated, or nothing can be said.</summary>
    public double? Low { get; init; }

    public double? High { get; init; }
}
