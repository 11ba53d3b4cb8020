namespace Coxswain.Core.Recovery.Checkpoints;

/// <summary>The files of a repository's work tree as a commit object that nothing of the user's refers to.</summary>
/// <param name="WorkTree">Top folder of the work tree.</param>
/// <param name="Commit">Its parent is <paramref name="Head"/>.</param>
/// <param name="Ref">Keeps the commit from being collected; goes when the checkpoint goes.</param>
/// <param name="Head">Commit that was checked out; <see langword="null"/> in a repository without a commit.</param>
/// <param name="Branch">Full name; <see langword="null"/> when no branch was checked out.</param>
/// <param name="LeftOut">Files that are not in the commit as they were then.</param>
public sealed record CheckpointGit(string WorkTree, string Commit, string Tree, string Ref, string? Head, string? Branch, IReadOnlyList<LeftOutFile> LeftOut);
