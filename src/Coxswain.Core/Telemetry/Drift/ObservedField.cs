namespace Coxswain.Core.Telemetry.Drift;

/// <summary>How often one client version sent one attribute with one event or metric.</summary>
/// <param name="Version">Empty when the records do not say.</param>
/// <param name="Attribute">Empty: the records themselves, with or without attributes.</param>
public sealed record ObservedField(string Version, bool IsMetric, string Name, string Attribute, long Records);
