using System.Text.Json.Serialization;
using Coxswain.Core.Kernel;
using Coxswain.Core.Recovery.Checkpoints;

namespace Coxswain.Cli.Commands.Checkpoints;

/// <summary>One checkpoint as a list shows it.</summary>
/// <param name="Commit"><see langword="null"/>: files were not kept, <paramref name="GitNote"/> says why.</param>
/// <param name="LeftOut">Files that are not in it.</param>
internal sealed record CheckpointRow(
    string Id,
    string SessionId,
    int Number,
    [property: JsonConverter(typeof(SpelledState<CheckpointReason>))] CheckpointReason Reason,
    DateTimeOffset TakenUtc,
    string Folder,
    long? TranscriptBytes,
    string? Commit,
    string? Branch,
    string? GitNote,
    int LeftOut,
    int Todos)
{
    public static CheckpointRow Of(Checkpoint one)
        => new(one.Id, one.SessionId, one.Number, one.Reason, one.TakenUtc, one.Folder, one.TranscriptBytes, one.Git?.Commit, one.Git?.Branch, one.GitNote, one.Git?.LeftOut.Count ?? 0, one.Todos.Count);
}
