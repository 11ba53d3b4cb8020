using Coxswain.Core.Recovery.Checkpoints;

namespace Coxswain.Server.Checkpoints;

/// <summary>What <c>restore</c> did, or with a dry run would do.</summary>
/// <param name="Outcome"><c>restored</c>, <c>unchanged</c>, <c>would_restore</c>, or <c>refused</c>: nothing was touched.</param>
/// <param name="Undo">Id of the checkpoint that was made first: restoring it undoes this. <see langword="null"/> when nothing was touched.</param>
/// <param name="Head">Commit that is checked out: it stays so.</param>
/// <param name="HeadThen">Commit that was checked out at the checkpoint.</param>
public sealed record RestoreReport(
    string Checkpoint,
    string WorkTree,
    string Outcome,
    string? Undo,
    string? Head,
    string? HeadThen,
    IReadOnlyList<string> Written,
    IReadOnlyList<string> Deleted,
    IReadOnlyList<LeftOutFile> Skipped,
    IReadOnlyList<LeftOutFile> Blocked);
