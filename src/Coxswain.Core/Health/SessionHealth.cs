using Coxswain.Core.Health.Reading;
using Coxswain.Core.Health.Window;
using Coxswain.Core.Sessions;
using Coxswain.Core.Sessions.Importing;

namespace Coxswain.Core.Health;

/// <summary>Finds a session's transcript and examines it. Reads the file anew each time: it is the newest there is.</summary>
public sealed class SessionHealth(TranscriptImport transcripts, HealthExamination examination, TimeProvider clock)
{
    /// <summary>What tells no metric but the status line's.</summary>
    private const string Missing = "no transcript of this session is in the configured folders: it was deleted, is on another machine, or the session keeps none";

    /// <param name="status">What the status line told last of the session; <see langword="null"/>: nothing.</param>
    public async Task<ContextHealth> ExamineAsync(string sessionId, StatusLineContext? status, CancellationToken cancellationToken)
    {
        var found = TranscriptFolders.OfSession(await transcripts.AllFoldersAsync(cancellationToken).ConfigureAwait(false), sessionId);
        var problem = found is null ? Missing : null;
        var window = ContextWindow.Empty;
        if (found is { } file)
        {
            try
            {
                window = ContextFile.Read(file, cancellationToken);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                problem = "the transcript cannot be read";
            }
        }

        return examination.Of(sessionId, window, status, clock.GetUtcNow()) with { NoTranscript = problem };
    }
}
