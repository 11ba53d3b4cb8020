using System.Globalization;

namespace Coxswain.Core.Budgets.Alerts;

/// <summary>What one channel is told at once: the highest threshold of one budget and span, and those below it that are told with it.</summary>
/// <param name="Ids">Of the alerts that are told with it; the same ones when it is sent again. Empty of a test.</param>
/// <param name="AlsoReached">In percent, lowest first.</param>
/// <param name="Override">Held when the threshold was crossed; <see langword="null"/>: none did.</param>
/// <param name="Text">All of it in words, one line.</param>
public sealed record AlertMessage(
    IReadOnlyList<long> Ids,
    string Budget,
    AlertSpan Span,
    int Percent,
    IReadOnlyList<int> AlsoReached,
    DateTimeOffset At,
    decimal SpentUsd,
    decimal LimitUsd,
    BudgetOverride? Override,
    string Text)
{
    public bool IsTest => Ids.Count == 0;

    /// <param name="together">Of one budget and span; one at least.</param>
    /// <param name="budget">As it is now; <see langword="null"/>: it was removed since.</param>
    public static AlertMessage Of(IReadOnlyList<BudgetAlert> together, Budget? budget, IReadOnlyList<BudgetOverride> overrides)
    {
        ArgumentNullException.ThrowIfNull(together);
        var highest = together.MaxBy(static alert => alert.Percent) ?? throw new ArgumentException("There is none.", nameof(together));
        int[] below = [.. together.Select(static alert => alert.Percent).Where(percent => percent < highest.Percent).Order()];
        var change = BudgetOverride.At(overrides, highest.Budget, highest.At);
        return new AlertMessage(
            [.. together.Select(static alert => alert.Id).Order()], highest.Budget, highest.Span, highest.Percent, below, highest.At, highest.SpentUsd, highest.LimitUsd, change,
            Words(highest, below, Headline(highest, budget, overrides), change));
    }

    public static AlertMessage Test(DateTimeOffset now) => new(
        [], "test", new AlertSpan(BudgetPeriod.Day, now.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), 50, [], now, 0, 0, null,
        "TEST of cox alerts: no budget has reached anything. A real one reads like this: Budget halfway reached.");

    /// <summary>What an alert says first. Nothing is forced while the ladder is overridden, by a step that begins above, or where calls are refused instead.</summary>
    /// <param name="budget">As it is now; <see langword="null"/>: it was removed since.</param>
    public static string Headline(BudgetAlert alert, Budget? budget, IReadOnlyList<BudgetOverride> overrides)
    {
        ArgumentNullException.ThrowIfNull(alert);
        return alert.Percent == 100 && BudgetOverride.At(overrides, alert.Budget, alert.At) is null && budget?.From(BudgetAction.Downshift) is <= 100 && budget.From(BudgetAction.Block) is not <= 100
            ? AlertMessages.ExceededForcing
            : AlertMessages.Of(alert.Percent);
    }

    private static string Words(BudgetAlert alert, int[] below, string headline, BudgetOverride? change)
    {
        var used = Math.Floor(alert.SpentUsd / alert.LimitUsd * 1000) / 10;
        var also = below.Length == 0 ? "" : $" Reached with it: {string.Join(", ", below.Select(static percent => $"{percent} %"))}.";
        var overridden = change is null ? "" : string.Create(CultureInfo.InvariantCulture, $" The budget's steps are overridden until {change.Until.UtcDateTime:yyyy-MM-dd HH:mm} UTC ({change.Why}).");
        return string.Create(CultureInfo.InvariantCulture, $"{headline}: budget \"{alert.Budget}\", ${alert.SpentUsd:0.00##} of ${alert.LimitUsd:0.00##} ({used:0.0} %) in the {alert.Span}.{also}{overridden}");
    }
}
