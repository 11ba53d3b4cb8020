using Coxswain.Core.Recovery.Checkpoints;

namespace Coxswain.Server.Checkpoints;

/// <summary>What has to happen to a work tree so that its files are as a checkpoint has them. Files git ignores are no part of it.</summary>
/// <param name="Written">Replaced or brought back.</param>
/// <param name="Deleted">Not there at the checkpoint.</param>
/// <param name="Skipped">What cannot be brought back, and stays as it is.</param>
/// <param name="Blocked">What would be lost, because no checkpoint can save it: with one of these nothing is restored.</param>
internal sealed record RestorePlan(IReadOnlyList<string> Written, IReadOnlyList<string> Deleted, IReadOnlyList<LeftOutFile> Skipped, IReadOnlyList<LeftOutFile> Blocked)
{
    private const string Submodule = "160000";

    public bool IsEmpty => Written.Count + Deleted.Count == 0;

    /// <param name="differences">Of <c>diff-tree -r -z</c> from the files now to the checkpoint's: pairs of a line with modes and status, and a name.</param>
    /// <param name="now">The files as they are, with those that could not be saved.</param>
    public static RestorePlan Of(IReadOnlyList<string?> differences, SnapshotTree now, CheckpointGit target)
    {
        var unsaved = now.LeftOut.Select(static one => one.Path).ToHashSet(StringComparer.Ordinal);
        var unknown = target.LeftOut.Select(static one => one.Path).ToHashSet(StringComparer.Ordinal);
        var (written, deleted, added) = (new List<string>(), new List<string>(), new List<string>());
        var (skipped, blocked) = (new List<LeftOutFile>(), new List<LeftOutFile>());
        for (var i = 0; i + 1 < differences.Count; i += 2)
        {
            var line = differences[i] ?? "";
            if (differences[i + 1] is not { } name)
            {
                skipped.Add(new LeftOutFile("?", "its name is no UTF-8"));
            }
            else if (line.Contains(Submodule, StringComparison.Ordinal))
            {
                skipped.Add(new LeftOutFile(name, "a submodule"));
            }
            else if (unknown.Contains(name))
            {
                skipped.Add(new LeftOutFile(name, "the checkpoint left it out"));
            }
            else if (unsaved.Contains(name))
            {
                blocked.Add(new LeftOutFile(name, "it cannot be saved first"));
            }
            else
            {
                (line[^1] == 'D' ? deleted : written).Add(name);
                if (line[^1] == 'A')
                {
                    added.Add(name);
                }
            }
        }

        blocked.AddRange(RestoreObstacles.Find(now.Place.WorkTree, added, deleted.ToHashSet(StringComparer.Ordinal)));
        return new RestorePlan(written, deleted, skipped, blocked);
    }
}
