namespace Coxswain.Core.Sessions.Importing;

internal readonly record struct FoundTranscript(string Path, long LengthBytes, DateTimeOffset ChangedAt)
{
    /// <summary>What stands in a name for bytes that are no UTF-8.</summary>
    public const char NotText = '\uFFFD';

    /// <summary>Its name is not text, so it cannot be opened by it; it is counted as unreadable rather than passed over in silence.</summary>
    public bool IsUnspeakable => LengthBytes == 0;
}
