using Coxswain.Core.Monitoring.Errors;

namespace Coxswain.Core.Monitoring.Dashboards;

/// <summary>How often requests fail, the last failure, and how often failures are recovered from.</summary>
/// <param name="ErrorRate">Requests that ended with a failure, of all.</param>
/// <param name="LastError"><see langword="null"/>: nothing failed in this time.</param>
/// <param name="RecoverySuccess">Of requests that met a failure and whose end is known, those that were answered.</param>
/// <param name="Alert">About the last hour, whatever the range; <see langword="null"/>: there is nothing to look at now.</param>
public sealed record ErrorAlertBanner(Figure ErrorRate, LastError? LastError, Figure RecoverySuccess, ErrorAlert? Alert)
{
    private const string Source = "Monitoring/failures, Monitoring/answered";

    public static ErrorAlertBanner Of(ErrorRateReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var frame = new FigureFrame(report.Since, report.Until ?? report.AsOf, report.AsOf);
        return new ErrorAlertBanner(
            frame.Part(report.GivenUp, "requests", Source, "No request is stored of this time."),
            report.LastErrors.Count > 0 ? report.LastErrors[0] : null,
            frame.Part(report.Recovered, "requests that met a failure", Source + ", Monitoring/rescued", report.Answered == 0 && report.GivenUp.Of == 0 ? "No request is stored of this time." : "No request met a failure whose end is known."),
            report.Recent is { } recent ? ErrorAlerts.Of(recent) : null);
    }
}
