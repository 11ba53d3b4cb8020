namespace Coxswain.Cli.Commands.Checkpoints;

/// <summary>Checkpoints, the newest first, and what was done about sessions that failed.</summary>
/// <param name="State"><c>ok</c>, or <c>no_data</c>: there is none.</param>
/// <param name="IsEnabled">Hooks that make them are in Claude Code's settings.</param>
/// <param name="IsAutoRecovery">Sessions that die of a failure of the API are resumed.</param>
internal sealed record CheckpointList(
    string State, DateTimeOffset AsOf, bool IsEnabled, bool IsAutoRecovery, IReadOnlyList<CheckpointRow> Checkpoints, IReadOnlyList<FailedSessionRow> Failed)
{
    /// <summary>Files that should hold a checkpoint's record and hold none; they are left out.</summary>
    public IReadOnlyList<string> Unreadable { get; init; } = [];
}
