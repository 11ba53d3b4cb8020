namespace Coxswain.Core.Monitoring.Dashboards;

/// <param name="Success">Of calls that ran and whose result is known, those that did not fail.</param>
/// <param name="Rejected">Calls the user, a hook or a setting did not allow; they did not run.</param>
/// <param name="Unfinished">Calls whose result no source told.</param>
/// <param name="ResultBytes">Of all results whose size was told.</param>
public sealed record SessionToolUse(string Tool, long Calls, Figure Success, long Rejected, long Unfinished, long ResultBytes);
