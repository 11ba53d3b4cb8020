namespace Coxswain.Core.Health.Window;

/// <summary>A compaction: the client replaced the conversation by a summary of it.</summary>
/// <param name="Time"><see langword="null"/>: not told.</param>
/// <param name="Trigger"><c>auto</c> or <c>manual</c>; empty: not told.</param>
/// <param name="TokensBefore">As the client told; 0: it did not.</param>
/// <param name="TokensAfter">As the client told; 0: it did not.</param>
/// <param name="FilesBefore">Read since the compaction before.</param>
/// <param name="FilesReadAgain">Of those, read again up to the next compaction or the end.</param>
public sealed record ContextCompaction(
    DateTimeOffset? Time, string Trigger, long TokensBefore, long TokensAfter, IReadOnlyList<string> FilesBefore, IReadOnlyList<string> FilesReadAgain)
{
    /// <summary>What the reads again put into the window, in bytes of text.</summary>
    public long BytesReadAgain { get; init; }
}
