namespace Coxswain.Core.Telemetry.Drift;

/// <param name="LineType">Empty: lines that are no JSON objects, too long, or tell usage without a time.</param>
public sealed record TranscriptGap(string LineType, long Lines, long Files, string ExamplePath)
{
    /// <summary>In place of a type: lines with a count that is no valid number. No line's own type is kept under this name.</summary>
    public const string InvalidCount = "(invalid count)";
}
