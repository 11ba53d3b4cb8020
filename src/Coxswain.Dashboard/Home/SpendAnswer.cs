using Coxswain.Core.Usage;

namespace Coxswain.Dashboard.Home;

/// <summary>What requests of a range cost.</summary>
/// <param name="Hours">Sums by full hour of the user's zone, oldest first; hours without requests are not there.</param>
/// <param name="Models">Dearest first.</param>
/// <param name="KnownSince">First request of the whole store; <see langword="null"/>: it has none at all.</param>
public sealed record SpendAnswer(IReadOnlyList<(DateTimeOffset Hour, UsageTotals Totals)> Hours, IReadOnlyList<UsageRow> Models, DateTimeOffset? KnownSince)
{
    /// <summary><see langword="null"/>: there is no request in the range.</summary>
    public UsageTotals? Totals { get; } = Models.Count == 0 ? null : Models.Select(static row => row.Totals).Aggregate(static (one, other) => one.Plus(other));
}
