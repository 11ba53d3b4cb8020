using Coxswain.Core.Kernel;
using Microsoft.Win32.SafeHandles;

namespace Coxswain.Core.Sessions.Importing;

/// <param name="Root">The folder it was looked for in: nothing outside is read, whatever takes its place since.</param>
internal readonly record struct FoundTranscript(string Root, string Path, long LengthBytes, DateTimeOffset ChangedAt)
{
    /// <summary>What stands in a name for bytes that are no UTF-8.</summary>
    public const char NotText = '\uFFFD';

    /// <summary>Its name is not text, so it cannot be opened by it; it is counted as unreadable rather than passed over in silence.</summary>
    public bool IsUnspeakable => LengthBytes == 0;

    /// <exception cref="IOException">It is gone, or no longer a plain file below its root.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public SafeFileHandle Open() => IsUnspeakable ? throw new FileNotFoundException() : FileBelow.Open(Root, Path);
}
