using Coxswain.Core.Usage;

namespace Coxswain.Dashboard.Home;

/// <summary>What requests of a range cost.</summary>
/// <param name="Hours">Sums by full hour of the user's zone, oldest first; hours without requests are not there.</param>
/// <param name="Models">Dearest first.</param>
/// <param name="KnownSince">First request of the whole store; <see langword="null"/>: it has none at all.</param>
public sealed record SpendAnswer(IReadOnlyList<(DateTimeOffset Hour, UsageTotals Totals)> Hours, IReadOnlyList<UsageRow> Models, DateTimeOffset? KnownSince)
{
    /// <summary><see langword="null"/>: there is no request in the range.</summary>
    public UsageTotals? Totals { get; } = Sum(Models.Select(static row => row.Totals));

    /// <summary>Of the last 60 minutes, idle ones included; <see langword="null"/>: there was no request in them.</summary>
    public UsageTotals? LastHour { get; init; }

    /// <summary>Of as long before the range; <see langword="null"/>: there was no request.</summary>
    public UsageTotals? Before { get; init; }

    /// <summary>Whether the store knows of the time before the range.</summary>
    public bool KnowsBefore { get; init; }

    /// <returns><see langword="null"/>: there is nothing to sum up.</returns>
    internal static UsageTotals? Sum(IEnumerable<UsageTotals> some) => some.Aggregate((UsageTotals?)null, static (sum, one) => sum?.Plus(one) ?? one);
}
