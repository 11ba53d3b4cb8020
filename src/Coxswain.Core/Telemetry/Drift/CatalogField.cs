namespace Coxswain.Core.Telemetry.Drift;

/// <param name="Column">Typed <c>table.column</c> it lands in; <see langword="null"/>: kept in the raw row's map only.</param>
/// <param name="Always">Every record of its event seen so far had it, so one without it is worth telling.</param>
public sealed record CatalogField(string Name, string? Column, bool Always);
