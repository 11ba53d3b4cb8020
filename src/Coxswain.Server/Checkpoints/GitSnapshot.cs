using System.Globalization;
using System.Text;
using Coxswain.Core.Recovery.Checkpoints;

namespace Coxswain.Server.Checkpoints;

/// <summary>
/// Puts the files of a work tree into a commit object: changed, new and removed ones, those git ignores left out. Works on a copy of the index, so that
/// index and work tree stay as they are, and no branch moves.
/// </summary>
internal sealed class GitSnapshot(CheckpointFolder folder)
{
    /// <summary>More would make a record that nobody reads; the files are not kept then.</summary>
    private const int MostLeftOut = 1000;

    /// <returns>The files, or why they are not kept.</returns>
    /// <exception cref="OperationCanceledException">The time was up.</exception>
    public async Task<(CheckpointGit? Git, string? Note)> TakeAsync(string from, string session, int number, SnapshotBounds bounds, CancellationToken cancellationToken)
    {
        try
        {
            var (tree, note) = await ReadAsync(from, bounds, cancellationToken);
            return tree is null ? (null, note) : (await KeepAsync(tree, session, number, cancellationToken), null);
        }
        catch (IOException problem)
        {
            return (null, problem.Message);
        }
    }

    /// <summary>Puts the files into a tree object, which git forgets again unless it is kept.</summary>
    /// <exception cref="IOException">git could not do it.</exception>
    public async Task<(SnapshotTree? Tree, string? Note)> ReadAsync(string from, SnapshotBounds bounds, CancellationToken cancellationToken)
    {
        var (place, note) = await GitPlace.FindAsync(from, cancellationToken);
        if (place is null)
        {
            return (null, note);
        }

        var index = folder.NewIndexFile();
        try
        {
            place.CopyIndex(index);
            var git = new GitProgram(place.WorkTree, index);
            var files = await FilesAsync(git, place, bounds, cancellationToken);
            if (files.LeftOut.Count > MostLeftOut)
            {
                return (null, $"{files.LeftOut.Count} files are too large or cannot be read");
            }

            if (files.Removed.Count > 0)
            {
                await git.DoneAsync(Listed(files.Removed), cancellationToken, "update-index", "-z", "--force-remove", "--stdin");
            }

            if (files.Taken.Count > 0)
            {
                await git.DoneAsync(Listed(files.Taken), cancellationToken, "update-index", "--add", "--replace", "-z", "--stdin");
            }

            return (new SnapshotTree(place, (await git.DoneAsync(cancellationToken, "write-tree")).Text, files.LeftOut), null);
        }
        finally
        {
            File.Delete(index);
            File.Delete(index + ".lock");
        }
    }

    /// <summary>Makes a commit of the tree, and a ref that keeps it.</summary>
    /// <exception cref="IOException">git could not do it.</exception>
    public static async Task<CheckpointGit> KeepAsync(SnapshotTree tree, string session, int number, CancellationToken cancellationToken)
    {
        var git = new GitProgram(tree.Place.WorkTree);
        string[] parent = tree.Place.Head is null ? [] : ["-p", tree.Place.Head];
        var message = string.Create(CultureInfo.InvariantCulture, $"Coxswain checkpoint {number} of session {session}");
        var commit = (await git.DoneAsync(cancellationToken, ["commit-tree", tree.Tree, .. parent, "-m", message])).Text;
        var name = string.Create(CultureInfo.InvariantCulture, $"refs/coxswain/checkpoints/{session}/{number}");
        await git.DoneAsync(cancellationToken, "update-ref", name, commit, "");
        return new CheckpointGit(tree.Place.WorkTree, commit, tree.Tree, name, tree.Place.Head, tree.Place.Branch, tree.LeftOut);
    }

    private static async Task<SnapshotFiles> FilesAsync(GitProgram git, GitPlace place, SnapshotBounds bounds, CancellationToken cancellationToken)
    {
        var differences = await git.DoneAsync(cancellationToken, "diff-files", "-z", "--ignore-submodules=dirty");
        var untracked = await git.DoneAsync(cancellationToken, "ls-files", "-z", "--others", "--exclude-standard");
        return SnapshotFiles.Of(place.WorkTree, differences.Names(), untracked.Names(), bounds);
    }

    private static byte[] Listed(IEnumerable<string> names) => Encoding.UTF8.GetBytes(string.Concat(names.Select(static name => name + "\0")));
}
