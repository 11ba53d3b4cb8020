using Coxswain.Core.Recovery.Checkpoints;

namespace Coxswain.Server.Checkpoints;

/// <summary>Finds what stands where a restored file has to go and is in no checkpoint: files that git ignores. git would silently put the file in their place.</summary>
internal static class RestoreObstacles
{
    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false };

    /// <param name="added">Files that are in the checkpoint and not among the files now.</param>
    /// <param name="deleted">Files that will be deleted before.</param>
    public static IEnumerable<LeftOutFile> Find(string workTree, IEnumerable<string> added, IReadOnlySet<string> deleted)
    {
        foreach (var name in added)
        {
            if (OnTheWay(workTree, name, deleted) is { } obstacle)
            {
                yield return new LeftOutFile(obstacle, $"git ignores it, and {name} would take its place");
            }
        }
    }

    private static string? OnTheWay(string workTree, string name, IReadOnlySet<string> deleted)
    {
        for (var slash = name.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = name.IndexOf('/', slash + 1))
        {
            var parent = name[..slash];
            if (IsFile(Path.Combine(workTree, parent)))
            {
                return deleted.Contains(parent) ? null : parent;
            }
        }

        var path = Path.Combine(workTree, name);
        return IsFile(path) ? name
            : Directory.Exists(path) ? Directory.EnumerateFileSystemEntries(path, "*", Everything).Where(static entry => IsFile(entry)).Select(entry => Path.GetRelativePath(workTree, entry)).FirstOrDefault(entry => !deleted.Contains(entry))
            : null;
    }

    private static bool IsFile(string path) => new FileInfo(path) is var file && (file.Exists || file.LinkTarget is not null);
}
