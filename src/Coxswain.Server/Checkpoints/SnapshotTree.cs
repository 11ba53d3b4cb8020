using Coxswain.Core.Recovery.Checkpoints;

namespace Coxswain.Server.Checkpoints;

/// <summary>The files of a work tree as a tree object that nothing keeps yet.</summary>
internal sealed record SnapshotTree(GitPlace Place, string Tree, IReadOnlyList<LeftOutFile> LeftOut);
