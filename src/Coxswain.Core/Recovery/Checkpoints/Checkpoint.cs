using System.Text.Json.Serialization;
using Coxswain.Core.Recovery.Resuming;

namespace Coxswain.Core.Recovery.Checkpoints;

/// <summary>Where a session stood at one moment: enough to look back, and to bring its files back.</summary>
/// <param name="Number">Counts from 1 in each session.</param>
/// <param name="Folder">The client's working folder.</param>
/// <param name="TranscriptPath">Empty when the client told none.</param>
/// <param name="TranscriptBytes">Length of the transcript then: what lies before is what the session knew. <see langword="null"/>: there was no file.</param>
/// <param name="Git">The files; <see langword="null"/>: they were not kept, <paramref name="GitNote"/> says why.</param>
/// <param name="GitNote">Why files are not kept; <see langword="null"/> when they are.</param>
/// <param name="Client">The client that was asked; <see langword="null"/> for checkpoints a command made.</param>
public sealed record Checkpoint(
    string SessionId,
    int Number,
    CheckpointReason Reason,
    DateTimeOffset TakenUtc,
    string Folder,
    string TranscriptPath,
    long? TranscriptBytes,
    CheckpointGit? Git,
    string? GitNote,
    IReadOnlyList<CheckpointTodo> Todos,
    SessionClient? Client)
{
    /// <summary>How commands name it.</summary>
    [JsonIgnore]
    public string Id => $"{SessionId}/{Number}";
}
