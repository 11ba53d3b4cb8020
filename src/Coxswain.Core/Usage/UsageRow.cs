namespace Coxswain.Core.Usage;

/// <summary>One line of a report.</summary>
/// <param name="Key">What the row stands for: a date (a week's Monday, a month's first), a session id, a model id, a path… Empty when the sources do not say.</param>
/// <param name="Project">Of sessions and branches; empty elsewhere and when the sources do not say.</param>
/// <param name="Branch">Of sessions; empty elsewhere.</param>
public sealed record UsageRow(string Key, string Project, string Branch, UsageTotals Totals)
{
    /// <summary>Only for rows of <see cref="UsageGrouping.Blocks"/>.</summary>
    public UsageBlock? Block { get; init; }

    /// <summary>The window asked for cuts the row's day, week or month: it has more requests than are counted here. Always false in other reports.</summary>
    public bool IsPartial { get; init; }

    /// <summary>The row's day, week or month is not over yet.</summary>
    public bool IsRunning { get; init; }
}
