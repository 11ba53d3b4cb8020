namespace Coxswain.Core.Budgets.Alerts;

/// <summary>From where on a budget's spend is still looked at, so that what was spent while nothing ran is looked at too.</summary>
/// <param name="Since">The first day, week or month that may still change; of a session's budget, the milliseconds since 1970 of the last look.</param>
public sealed record LookMark(string Budget, AlertSpan Since);
