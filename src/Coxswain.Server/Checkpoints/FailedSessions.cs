using Coxswain.Core.Recovery.Checkpoints;
using Coxswain.Core.Recovery.Resuming;

namespace Coxswain.Server.Checkpoints;

/// <summary>Finds sessions that died of a failure of the API: the client told it in a hook, or its process is gone and its transcript ends so.</summary>
public sealed class FailedSessions(CheckpointFolder folder)
{
    /// <returns><see langword="null"/> when the session did not fail, as far as is known.</returns>
    public FailedSession? Find(string session, Checkpoint? newest)
    {
        var told = folder.Failure(session);
        return told is not null && (newest is null || told.FailedUtc >= newest.TakenUtc) ? told : OfTranscript(newest) ?? told;
    }

    private static FailedSession? OfTranscript(Checkpoint? newest)
    {
        // A turn that began and has no end, of a client that is gone.
        if (newest is not { Reason: CheckpointReason.Prompt, Client: { } client } || HookClient.IsAlive(client))
        {
            return null;
        }

        var end = TranscriptEnd.Read(CheckpointRecorder.Tail(newest.TranscriptPath));
        return end.IsFailure && (end.AtUtc ?? newest.TakenUtc) >= newest.TakenUtc ? new FailedSession(newest.SessionId, end.AtUtc ?? newest.TakenUtc, end.Class, newest.Folder, client) : null;
    }
}
