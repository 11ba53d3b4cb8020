using Coxswain.Core.Health.Reading;
using Coxswain.Core.Health.Window;
using Coxswain.Core.Sessions;
using Coxswain.Core.Sessions.Importing;

namespace Coxswain.Core.Health;

/// <summary>Finds a session's transcript and examines it. A file that has grown is read on, one that did not change not at all: pages ask often.</summary>
public sealed class SessionHealth(TranscriptImport transcripts, HealthExamination examination, TimeProvider clock) : IDisposable
{
    private const string Missing = "no transcript of this session is in the configured folders: it was deleted, is on another machine, or the session keeps none";
    private const int MostKept = 8;

    /// <summary>One file is read at a time; who comes meanwhile gets what is read then.</summary>
    private readonly SemaphoreSlim _reading = new(1, 1);
    private readonly Dictionary<string, (FoundTranscript Found, ContextFile File, ContextWindow Window)> _read = new(StringComparer.Ordinal);

    /// <param name="status">What the status line told last of the session; <see langword="null"/>: nothing.</param>
    public async Task<ContextHealth> ExamineAsync(string sessionId, StatusLineContext? status, CancellationToken cancellationToken)
    {
        var found = TranscriptFolders.OfSession(transcripts.ProjectFolders(null), sessionId)
            ?? TranscriptFolders.OfSession(await transcripts.AllFoldersAsync(cancellationToken).ConfigureAwait(false), sessionId);
        if (found is not { } file)
        {
            return examination.Of(sessionId, ContextWindow.Empty, status, clock.GetUtcNow()) with { NoTranscript = Missing };
        }

        try
        {
            return examination.Of(sessionId, await ReadAsync(file, cancellationToken).ConfigureAwait(false), status, clock.GetUtcNow());
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return examination.Of(sessionId, ContextWindow.Empty, status, clock.GetUtcNow()) with { NoTranscript = "the transcript cannot be read" };
        }
    }

    public void Dispose() => _reading.Dispose();

    private async Task<ContextWindow> ReadAsync(FoundTranscript found, CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var isKnown = _read.Remove(found.Path, out var known);
            if (isKnown && known.Found == found)
            {
                _read[found.Path] = known;
                return known.Window;
            }

            // Out of the list while it is read: one that failed midway is read anew.
            var file = isKnown ? known.File : new ContextFile();
            var window = file.ReadOn(found, cancellationToken);
            if (_read.Count >= MostKept)
            {
                _read.Clear();
            }

            _read[found.Path] = (found, file, window);
            return window;
        }
        finally
        {
            _reading.Release();
        }
    }
}
