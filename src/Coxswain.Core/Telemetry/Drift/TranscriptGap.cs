namespace Coxswain.Core.Telemetry.Drift;

/// <param name="LineType">Empty: lines that are no JSON objects, or too long.</param>
public sealed record TranscriptGap(string LineType, long Lines, long Files, string ExamplePath);
