using Coxswain.Core.Health.Window;
using Coxswain.Core.Sessions.Importing;
using Coxswain.Core.Sessions.Reading;

namespace Coxswain.Core.Health.Reading;

/// <summary>Reads one transcript from start to end, line by line.</summary>
internal static class ContextFile
{
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static ContextWindow Read(FoundTranscript found, CancellationToken cancellationToken)
    {
        var window = new WindowBuilder();
        var lines = new ContextLines(window);
        using var handle = found.Open();
        using var source = new LineSource(handle, 0, false);
        while (source.TryNext(out var line, out var isTooLong))
        {
            cancellationToken.ThrowIfCancellationRequested();
            window.DamagedLines += isTooLong ? 1 : 0;
            lines.Read(line);
        }

        // The line being written is read once it is whole.
        if (TranscriptLineReader.IsWholeObject(source.Tail))
        {
            lines.Read(source.Tail);
        }

        return window.Build();
    }
}
