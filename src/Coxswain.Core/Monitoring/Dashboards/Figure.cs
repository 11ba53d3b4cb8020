namespace Coxswain.Core.Monitoring.Dashboards;

/// <summary>A figure with what it rests on.</summary>
/// <param name="Unit"><c>usd</c>, <c>usd_per_hour</c>, <c>part</c> (0 to 1), <c>requests</c> or <c>tokens</c>.</param>
/// <param name="Value"><see langword="null"/>: not known, which is not 0.</param>
/// <param name="Why">Why it is not known; empty when it is.</param>
/// <param name="N">How many of <paramref name="Of"/> it is taken from.</param>
/// <param name="Of">What was counted.</param>
/// <param name="From">First moment counted; <see langword="null"/>: from the beginning of what is stored.</param>
/// <param name="To">First moment no longer counted.</param>
/// <param name="Source">What was asked: a query as <see cref="Kernel.IQueryTexts"/> names it, or <c>state</c>.</param>
public sealed record Figure(string Unit, decimal? Value, string Why, long N, string Of, DateTimeOffset? From, DateTimeOffset To, string Source, DateTimeOffset AsOf)
{
    /// <summary>With <see cref="High"/> the interval that holds the true value 95 times in 100; <see langword="null"/>: it is counted and not estimated, or nothing can be said.</summary>
    public decimal? Low { get; init; }

    public decimal? High { get; init; }
}
