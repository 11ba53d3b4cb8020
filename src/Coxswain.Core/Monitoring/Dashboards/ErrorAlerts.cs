using System.Globalization;
using Coxswain.Core.Monitoring.Errors;
using Coxswain.Core.Recovery;
using Coxswain.Core.Recovery.Analysis;

namespace Coxswain.Core.Monitoring.Dashboards;

/// <summary>Says whether what failed lately is worth an alert.</summary>
internal static class ErrorAlerts
{
    private static readonly TimeSpan Lately = TimeSpan.FromHours(1);

    /// <summary>Waiting does not help against these: one is enough.</summary>
    private static readonly string[] Lasting =
        [.. new[] { FailureClass.Authentication, FailureClass.Billing, FailureClass.SpendLimit, FailureClass.Permission, FailureClass.OverBudget }.Select(FailureNames.Spelled)];

    /// <returns><see langword="null"/>: nothing is.</returns>
    public static ErrorAlert? Of(ErrorRateReport report)
    {
        var late = report.LastErrors.Where(one => one.Time >= report.AsOf - Lately && one.Became == "given_up").ToList();
        return late.Find(static one => Lasting.Contains(one.Class)) is { } lasting ? Account(late, lasting, report) : late.Count > 0 ? More(late, report) : null;
    }

    private static ErrorAlert Account(List<LastError> late, LastError lasting, ErrorRateReport report)
    {
        var same = late.Where(one => one.Class == lasting.Class).ToList();
        return new ErrorAlert(
            Text($"{Requests(same.Count)} of the last hour ended with {lasting.Class.Replace('_', ' ')}, which waiting does not mend."),
            same.Min(static one => one.Time),
            Did(report),
            lasting.Class == FailureNames.Spelled(FailureClass.OverBudget) ? "A budget of yours refuses calls: cox budget-status tells which; cox budget override lets them through for a while." : "Look at the account: key, credit, spending limit.");
    }

    private static ErrorAlert? More(List<LastError> late, ErrorRateReport report)
    {
        var border = report.AsOf - Lately;
        var (now, before) = (Rate(report.Hours.Where(hour => hour.Hour.AddHours(1) > border)), Rate(report.Hours.Where(hour => hour.Hour.AddHours(1) <= border)));
        var usual = before.Of > 0 ? before : report.Trend?.Before;
        return usual is not null && now.IsAbove(usual)
            ? new ErrorAlert(
                Text($"{now.Count} of {now.Of:N0} requests failed in the last hours ({now.Rate:P1}), {usual.Rate:P1} before; most often {late.GroupBy(static one => one.Class).MaxBy(static group => group.Count())?.Key.Replace('_', ' ')}."),
                late.Min(static one => one.Time),
                Did(report),
                "Let long work wait for a little; status.anthropic.com tells of outages.")
            : null;
    }

    private static string Did(ErrorRateReport report) => report.HiddenTries == 0
        ? "No call was tried again by the gateway in this time."
        : Text($"The gateway tried {report.HiddenTries:N0} times again and brought {report.RecoveredByGateway.Count:N0} calls to an answer unseen.");

    private static Proportion Rate(IEnumerable<ErrorHour> hours)
    {
        var (failed, answered) = hours.Aggregate((0L, 0L), static (sum, hour) => (sum.Item1 + hour.GivenUp, sum.Item2 + hour.Answered));
        return new Proportion(failed, failed + answered);
    }

    private static string Requests(int count) => count == 1 ? "1 request" : Text($"{count:N0} requests");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
