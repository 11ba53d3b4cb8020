namespace Coxswain.Testing.Traces.Transcripts;

/// <summary>One file below the client's configuration folder.</summary>
/// <param name="Path">With forward slashes, relative to the folder that holds <c>projects</c>.</param>
/// <param name="Lines">JSON texts without line ends; the last time each was written is in them.</param>
public sealed record TranscriptFile(string Path, IReadOnlyList<string> Lines)
{
    /// <summary>The client ends every line; its <c>.meta.json</c> files have one line without an end.</summary>
    public string Content => Path.EndsWith(".jsonl", StringComparison.Ordinal) ? string.Concat(Lines.Select(line => line + "\n")) : Lines[0];
}
