namespace Coxswain.Core.Sessions;

/// <summary>How far a transcript file has been read.</summary>
/// <param name="OffsetBytes">0: it was read before and is to be read again. Otherwise the start of the first line not yet read: just after a line feed, or after a complete object that ended the file without one.</param>
/// <param name="HeadHash">Hash of the file's first bytes (up to 1 KiB, never past <paramref name="OffsetBytes"/>): a file that no longer starts so was replaced and is read anew.</param>
/// <param name="State">What the reader must remember across the cut (for example the session's title or open request references), as JSON of its own making; may be empty.</param>
public sealed record TranscriptCursor(string Path, long OffsetBytes, ulong HeadHash, string State);
