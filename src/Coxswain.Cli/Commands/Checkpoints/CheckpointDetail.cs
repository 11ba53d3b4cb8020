using System.Text.Json.Serialization;
using Coxswain.Core.Kernel;
using Coxswain.Core.Recovery.Checkpoints;

namespace Coxswain.Cli.Commands.Checkpoints;

/// <summary>One checkpoint with everything in its record that helps to judge it.</summary>
internal sealed record CheckpointDetail(
    string Id,
    [property: JsonConverter(typeof(SpelledState<CheckpointReason>))] CheckpointReason Reason,
    DateTimeOffset TakenUtc,
    string Folder,
    string TranscriptPath,
    long? TranscriptBytes,
    CheckpointGit? Git,
    string? GitNote,
    IReadOnlyList<CheckpointTodo> Todos)
{
    public static CheckpointDetail Of(Checkpoint one) => new(one.Id, one.Reason, one.TakenUtc, one.Folder, one.TranscriptPath, one.TranscriptBytes, one.Git, one.GitNote, one.Todos);
}
