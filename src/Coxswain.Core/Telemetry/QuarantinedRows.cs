namespace Coxswain.Core.Telemetry;

/// <summary>Something set aside by name instead of being stored.</summary>
/// <param name="Shape">The insert statement the rows were for; empty for a whole file.</param>
/// <param name="Rows">Rows inside; for a damaged file those that could not be read; <see langword="null"/> when nobody can tell.</param>
/// <param name="Reason">In words; never row values.</param>
/// <param name="Path">Where it lies now.</param>
public sealed record QuarantinedRows(DateTimeOffset Time, QuarantineKind Kind, string Shape, long? Rows, string Reason, string Path);
