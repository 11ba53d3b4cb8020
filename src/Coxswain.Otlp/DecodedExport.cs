using Coxswain.Core.Telemetry;

namespace Coxswain.Otlp;

/// <summary>An export request after decoding.</summary>
/// <param name="Rejected">Log records, data points or spans left out of <paramref name="Batch"/> because one of their fields cannot be stored.</param>
/// <param name="Message">Why the first of them was left out; when none was, a warning, or empty.</param>
public sealed record DecodedExport(TelemetryBatch Batch, int Rejected, string Message);
