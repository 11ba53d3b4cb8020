using System.Text;

namespace Coxswain.Server.Checkpoints;

/// <summary>A repository's work tree and where its state is.</summary>
/// <param name="Head"><see langword="null"/> in a repository without a commit.</param>
/// <param name="Branch">Full name; <see langword="null"/> when none is checked out.</param>
internal sealed record GitPlace(string WorkTree, string GitFolder, string? Head, string? Branch)
{
    /// <returns>The place, or why there is none.</returns>
    public static async Task<(GitPlace? Place, string? Note)> FindAsync(string folder, CancellationToken cancellationToken)
    {
        var git = new GitProgram(folder);
        var found = await git.RunAsync(cancellationToken, "rev-parse", "--show-toplevel", "--absolute-git-dir");
        if (!found.IsDone)
        {
            return (null, found.Errors.Contains("not a git repository", StringComparison.Ordinal) ? "not a git repository" : $"git: {found.Problem}");
        }

        var lines = Encoding.UTF8.GetString(found.Output).Split('\n');
        if (lines.Length < 2 || lines[0].Length == 0)
        {
            return (null, "no work tree");
        }

        var head = await git.RunAsync(cancellationToken, "rev-parse", "--quiet", "--verify", "HEAD^{commit}");
        var branch = await git.RunAsync(cancellationToken, "symbolic-ref", "--quiet", "HEAD");
        return (new GitPlace(lines[0], lines[1], head.IsDone ? head.Text : null, branch.IsDone ? branch.Text : null), null);
    }

    /// <summary>
    /// Copies the index, as old as it is: its entries say which files git need not read again, and git trusts an entry only when the file is older than the index.
    /// </summary>
    public void CopyIndex(string target)
    {
        var index = new FileInfo(Path.Combine(GitFolder, "index"));
        if (index.Exists)
        {
            index.CopyTo(target);
            File.SetLastWriteTimeUtc(target, index.LastWriteTimeUtc);
        }
    }
}
