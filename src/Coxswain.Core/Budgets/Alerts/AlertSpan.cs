using System.Globalization;
using Coxswain.Core.Budgets.Periods;

namespace Coxswain.Core.Budgets.Alerts;

/// <summary>What of a budget's spend an alert is of: one day, week or month, or one session. The text is stored.</summary>
/// <param name="Key">The first local day, <c>2026-11-25</c>: the same for a user who travels and when clocks are set. Of a session, its id.</param>
public sealed record AlertSpan(BudgetPeriod Period, string Key)
{
    private const string DayFormat = "yyyy-MM-dd";

    /// <summary><see langword="null"/> of a session.</summary>
    public DateOnly? FirstDay => Period != BudgetPeriod.Session && DateOnly.TryParseExact(Key, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    public static AlertSpan Of(BudgetPeriod period, BudgetWindow window) => new(period, window.FirstDay.ToString(DayFormat, CultureInfo.InvariantCulture));

    public static AlertSpan OfSession(string id) => new(BudgetPeriod.Session, id);

    /// <returns><see langword="null"/>: the text is none, as only damage makes one.</returns>
    public static AlertSpan? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split(' ', 2) is [var period, { Length: > 0 } key] && Enum.TryParse<BudgetPeriod>(period, ignoreCase: true, out var known) && Enum.IsDefined(known) ? new AlertSpan(known, key) : null;
    }

    /// <summary><c>day 2026-11-25</c>.</summary>
    public override string ToString() => $"{Period.ToString().ToLowerInvariant()} {Key}";
}
