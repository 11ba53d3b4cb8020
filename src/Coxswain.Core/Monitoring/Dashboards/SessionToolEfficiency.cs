namespace Coxswain.Core.Monitoring.Dashboards;

/// <param name="Success">Of calls that ran and whose result is known, those that did not fail.</param>
/// <param name="Tools">The most used first; empty: no tool was called.</param>
public sealed record SessionToolEfficiency(Figure Success, IReadOnlyList<SessionToolUse> Tools);
