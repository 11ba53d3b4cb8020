using System.Globalization;
using Coxswain.Server.Api.Budgets;

namespace Coxswain.Server.Api.Doctor;

/// <summary>Whether channels take the alerts of budgets.</summary>
internal static class AlertChecks
{
    public static DoctorCheck Channels(IReadOnlyList<ChannelRow> channels)
    {
        var setUp = channels.Where(static channel => channel.IsSetUp).ToList();
        var failing = setUp.Where(static channel => channel.Failures > 0 || channel.Problem is not null).ToList();
        return DoctorCheck.Of(
            "budgets",
            "alerts",
            failing.Count > 0 ? DoctorStatus.Warning : DoctorStatus.Ok,
            failing.Count > 0 ? "Alerts are not taken by every channel; they are tried again, every 15 minutes at last. Try it: cox alerts test"
                : setUp.Count == 0 ? "No channel is set up: alerts are only kept (cox alerts)."
                : $"Alerts go to {string.Join(", ", setUp.Select(static channel => channel.Name))}.",
            [.. failing.Select(static channel => string.Create(
                CultureInfo.InvariantCulture, $"{channel.Name}: {channel.Problem ?? "not tried since the start"}; {DoctorText.Things(channel.Owed, "alert")} not taken, {channel.Failures} tries failed"))]);
    }
}
