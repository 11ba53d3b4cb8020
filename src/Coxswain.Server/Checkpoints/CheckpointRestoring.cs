using System.Text;
using Coxswain.Core.Recovery.Checkpoints;

namespace Coxswain.Server.Checkpoints;

/// <summary>
/// Brings the files of a checkpoint back. What is there is saved in a checkpoint of its own first; what cannot be saved is not touched, and then nothing is.
/// Index, HEAD and branches stay as they are.
/// </summary>
public sealed class CheckpointRestoring(CheckpointFolder folder, TimeProvider clock)
{
    /// <exception cref="IOException">git could not do it, or the checkpoint has no files.</exception>
    public async Task<RestoreReport> RestoreAsync(Checkpoint checkpoint, bool isDryRun, CancellationToken cancellationToken)
    {
        var target = checkpoint.Git ?? throw new IOException($"Checkpoint {checkpoint.Id} has no files: {checkpoint.GitNote}.");
        if (!Directory.Exists(target.WorkTree))
        {
            throw new IOException($"{target.WorkTree} is not there any more.");
        }

        var git = new GitProgram(target.WorkTree);
        if (!(await git.RunAsync(cancellationToken, "cat-file", "-e", target.Commit + "^{tree}")).IsDone)
        {
            throw new IOException($"The repository of {target.WorkTree} does not have the checkpoint's commit {target.Commit} any more.");
        }

        var (now, note) = await new GitSnapshot(folder).ReadAsync(target.WorkTree, SnapshotBounds.None, cancellationToken);
        if (now is null)
        {
            throw new IOException($"The files there cannot be saved first, so none is touched: {note}.");
        }

        var plan = RestorePlan.Of((await git.DoneAsync(cancellationToken, "diff-tree", "-r", "-z", "--no-renames", now.Tree, target.Tree)).Names(), now, target);
        var report = new RestoreReport(
            checkpoint.Id, target.WorkTree, plan.Blocked.Count > 0 ? "refused" : plan.IsEmpty ? "unchanged" : "would_restore", null, now.Place.Head, target.Head, plan.Written, plan.Deleted, plan.Skipped, plan.Blocked);
        if (isDryRun || report.Outcome != "would_restore")
        {
            return report;
        }

        var undo = await SaveAsync(checkpoint, now, cancellationToken);
        await ApplyAsync(plan, target, undo, cancellationToken);
        return report with { Outcome = "restored", Undo = undo.Id };
    }

    private async Task<Checkpoint> SaveAsync(Checkpoint like, SnapshotTree now, CancellationToken cancellationToken)
    {
        var number = folder.Reserve(like.SessionId);
        var git = await GitSnapshot.KeepAsync(now, like.SessionId, number, cancellationToken);
        long? bytes = like.TranscriptPath.Length > 0 && File.Exists(like.TranscriptPath) ? new FileInfo(like.TranscriptPath).Length : null;
        var made = new Checkpoint(like.SessionId, number, CheckpointReason.BeforeRestore, clock.GetUtcNow(), like.Folder, like.TranscriptPath, bytes, git, null, [], null);
        folder.Save(made);
        return made;
    }

    private async Task ApplyAsync(RestorePlan plan, CheckpointGit target, Checkpoint undo, CancellationToken cancellationToken)
    {
        var index = folder.NewIndexFile();
        try
        {
            foreach (var name in plan.Deleted)
            {
                Delete(target.WorkTree, name);
            }

            var git = new GitProgram(target.WorkTree, index);
            await git.DoneAsync(cancellationToken, "read-tree", target.Tree);
            await git.DoneAsync(Encoding.UTF8.GetBytes(string.Concat(plan.Written.Select(static name => name + "\0"))), cancellationToken, "checkout-index", "--force", "-z", "--stdin");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"Not all files could be restored: {problem.Message} Everything as it was before: cox session-checkpoint restore {undo.Id}", problem);
        }
        finally
        {
            File.Delete(index);
            File.Delete(index + ".lock");
        }
    }

    private static void Delete(string workTree, string name)
    {
        File.Delete(Path.Combine(workTree, name));
        for (var parent = Path.GetDirectoryName(name); parent is { Length: > 0 }; parent = Path.GetDirectoryName(parent))
        {
            var path = Path.Combine(workTree, parent);
            if (Directory.EnumerateFileSystemEntries(path).Any())
            {
                return;
            }

            Directory.Delete(path);
        }
    }
}
