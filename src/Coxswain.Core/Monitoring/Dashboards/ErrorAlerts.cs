using System.Globalization;
using Coxswain.Core.Monitoring.Errors;
using Coxswain.Core.Recovery;
using Coxswain.Core.Recovery.Analysis;

namespace Coxswain.Core.Monitoring.Dashboards;

/// <summary>Says whether what failed in the last hour is worth an alert.</summary>
internal static class ErrorAlerts
{
    /// <summary>Where nothing is known of the time before, more than half must fail, chance considered.</summary>
    private const double MostlyFails = 0.5;

    /// <summary>Waiting does not help against these: one is enough.</summary>
    private static readonly string[] Lasting =
        [.. new[] { FailureClass.Authentication, FailureClass.Billing, FailureClass.SpendLimit, FailureClass.Permission, FailureClass.OverBudget }.Select(FailureNames.Spelled)];

    /// <returns><see langword="null"/>: nothing is.</returns>
    public static ErrorAlert? Of(RecentErrors recent)
        => recent.Failures.FirstOrDefault(static one => Lasting.Contains(one.Class)) is { } lasting ? Account(lasting.Class, recent) : More(recent);

    private static ErrorAlert Account(string lasting, RecentErrors recent)
    {
        var same = recent.Failures.Where(one => one.Class == lasting).ToList();
        return new ErrorAlert(
            Text($"{Requests(same.Count)} of the last hour ended with {lasting.Replace('_', ' ')}, which waiting does not mend."),
            same.Min(static one => one.Time),
            Did(recent),
            lasting == FailureNames.Spelled(FailureClass.OverBudget) ? "A budget of yours refuses calls: cox budget-status tells which; cox budget override lets them through for a while." : "Look at the account: key, credit, spending limit.");
    }

    private static ErrorAlert? More(RecentErrors recent)
    {
        var (now, before) = (recent.GivenUp, recent.GivenUpBefore);
        if (before.Of > 0 ? !now.IsAbove(before) : !(now.Low > MostlyFails))
        {
            return null;
        }

        var passing = recent.Failures.Where(static one => RecentErrors.Passes(one.Class)).ToList();
        var often = passing.GroupBy(static one => one.Class).MaxBy(static group => group.Count())?.Key ?? FailureNames.Unknown;
        return new ErrorAlert(
            Text($"{now.Count:N0} of {Requests(now.Of)} failed in the last hour ({now.Rate:P1}), {(before.Of > 0 ? Text($"{before.Rate:P1} in the 7 days before") : "and nothing is known of the 7 days before")}; most often {often.Replace('_', ' ')}."),
            passing.Min(static one => one.Time),
            Did(recent),
            FailureNames.ClassNamed(often) is { } known ? Do(FailureGroups.Of(known)) : Do(FailureGroup.Server));
    }

    private static string Do(FailureGroup group) => group switch
    {
        FailureGroup.Connection => "Look at the network, the proxy and the VPN of this machine; status.anthropic.com tells whether it is the API.",
        FailureGroup.RateLimit => "The limit refills: let fewer sessions and subagents run at once.",
        _ => "Let long work wait for a little; status.anthropic.com tells of outages.",
    };

    private static string Did(RecentErrors recent) => recent.Rescued == 0
        ? "The gateway brought no call to an answer in this hour."
        : Text($"The gateway brought {(recent.Rescued == 1 ? "1 call" : Text($"{recent.Rescued:N0} calls"))} to an answer unseen, after {(recent.HiddenTries == 1 ? "1 failed try" : Text($"{recent.HiddenTries:N0} failed tries"))}.");

    private static string Requests(long count) => count == 1 ? "1 request" : Text($"{count:N0} requests");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
