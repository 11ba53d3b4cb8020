using Coxswain.Core.Telemetry;

namespace Coxswain.Otlp;

/// <summary>An export request after decoding.</summary>
/// <param name="Rejected">Log records, data points or spans left out of <paramref name="Batch"/> because one of their fields cannot be stored.</param>
/// <param name="RejectionMessage">Why the first of them was left out; empty when none was.</param>
public sealed record DecodedExport(TelemetryBatch Batch, int Rejected, string RejectionMessage);
