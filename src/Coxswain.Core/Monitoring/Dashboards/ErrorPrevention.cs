using Coxswain.Core.Monitoring.Timeouts;

namespace Coxswain.Core.Monitoring.Dashboards;

/// <param name="Warnings">From evidence, before more fails.</param>
public sealed record ErrorPrevention(ErrorAlertBanner Banner, AdviceList Warnings, TimeoutReport Timeouts);
