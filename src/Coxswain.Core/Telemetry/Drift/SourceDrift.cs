namespace Coxswain.Core.Telemetry.Drift;

/// <summary>Requests of one client version by who told of them.</summary>
/// <param name="RepairedByTranscript">Only transcripts have them although their session sent telemetry: gaps of OTLP that are filled.</param>
/// <param name="RepairedByOtlp">Only OTLP has them although their session has a transcript.</param>
public sealed record SourceDrift(
    string Version, long Requests, long Both, long OtlpOnly, long TranscriptOnly, long RepairedByTranscript, long RepairedByOtlp)
{
    /// <summary>Requests besides, which nobody gave an id: what one source has that the other lacks cannot be told of them.</summary>
    public long WithoutId { get; init; }
}
