namespace Coxswain.Core.Telemetry.Drift;

/// <param name="Attribute">Empty for a <see cref="DriftKind.NewName"/>.</param>
/// <param name="Records">Records concerned: those that have it, or for <see cref="DriftKind.Missing"/> those that lack it.</param>
public sealed record DriftFinding(string Version, DriftKind Kind, bool IsMetric, string Name, string Attribute, long Records);
