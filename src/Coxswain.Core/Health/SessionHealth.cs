using Coxswain.Core.Health.Reading;
using Coxswain.Core.Health.Window;
using Coxswain.Core.Sessions;
using Coxswain.Core.Sessions.Importing;

namespace Coxswain.Core.Health;

/// <summary>Finds a session's transcript and examines it. A file that did not change since is not read again: pages ask often.</summary>
public sealed class SessionHealth(TranscriptImport transcripts, HealthExamination examination, TimeProvider clock)
{
    private const string Missing = "no transcript of this session is in the configured folders: it was deleted, is on another machine, or the session keeps none";
    private const int MostKept = 8;

    private readonly Lock _gate = new();
    private readonly Dictionary<FoundTranscript, ContextWindow> _read = [];

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
            return examination.Of(sessionId, Read(file, cancellationToken), status, clock.GetUtcNow());
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return examination.Of(sessionId, ContextWindow.Empty, status, clock.GetUtcNow()) with { NoTranscript = "the transcript cannot be read" };
        }
    }

    private ContextWindow Read(FoundTranscript file, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_read.TryGetValue(file, out var known))
            {
                return known;
            }
        }

        var window = ContextFile.Read(file, cancellationToken);
        lock (_gate)
        {
            foreach (var older in _read.Keys.Where(one => one.Path == file.Path).ToArray())
            {
                _read.Remove(older);
            }

            if (_read.Count >= MostKept)
            {
                _read.Clear();
            }

            _read[file] = window;
        }

        return window;
    }
}
