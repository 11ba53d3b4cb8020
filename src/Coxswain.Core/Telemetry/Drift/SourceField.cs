namespace Coxswain.Core.Telemetry.Drift;

/// <param name="OtlpFilled">Requests whose OTLP event had the field.</param>
/// <param name="TranscriptFilled">Requests whose transcript had it.</param>
public sealed record SourceField(string Field, long Requests, long OtlpFilled, long TranscriptFilled);
