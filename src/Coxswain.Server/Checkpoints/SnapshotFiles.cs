using Coxswain.Core.Recovery.Checkpoints;

namespace Coxswain.Server.Checkpoints;

/// <summary>Which files of a work tree are not as its index has them, and which of them a snapshot takes.</summary>
/// <param name="Taken">To be read, links and submodules among them.</param>
/// <param name="Removed">In the index and not in the work tree.</param>
internal sealed record SnapshotFiles(IReadOnlyList<string> Taken, IReadOnlyList<string> Removed, IReadOnlyList<LeftOutFile> LeftOut)
{
    /// <param name="differences">Of <c>diff-files -z</c>: pairs of a line with the status last, and a name.</param>
    /// <param name="untracked">Of <c>ls-files -z --others</c>.</param>
    public static SnapshotFiles Of(string workTree, IReadOnlyList<string?> differences, IReadOnlyList<string?> untracked, SnapshotBounds bounds)
    {
        var removed = new List<string>();
        var leftOut = new List<LeftOutFile>();
        var candidates = new List<(string Name, long Bytes)>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, status) in Changed(differences).Concat(untracked.Select(static name => (name, '?'))))
        {
            if (name is null)
            {
                leftOut.Add(new LeftOutFile("?", "its name is no UTF-8"));
            }
            else if (seen.Add(name))
            {
                Sort(workTree, name, status, removed, leftOut, candidates);
            }
        }

        return new SnapshotFiles(Within(bounds, candidates, leftOut), removed, leftOut);
    }

    private static IEnumerable<(string? Name, char Status)> Changed(IReadOnlyList<string?> differences)
    {
        for (var i = 0; i + 1 < differences.Count; i += 2)
        {
            yield return (differences[i + 1], differences[i] is { Length: > 0 } line ? line[^1] : '?');
        }
    }

    private static void Sort(string workTree, string name, char status, List<string> removed, List<LeftOutFile> leftOut, List<(string Name, long Bytes)> candidates)
    {
        if (name.EndsWith('/'))
        {
            leftOut.Add(new LeftOutFile(name, "a repository of its own"));
            return;
        }

        var path = Path.Combine(workTree, name);
        var file = new FileInfo(path);
        if (status == 'D' || (!file.Exists && file.LinkTarget is null && !Directory.Exists(path)))
        {
            removed.Add(name);
        }
        else if (file.LinkTarget is not null || Directory.Exists(path))
        {
            candidates.Add((name, 0));
        }
        else if (IsReadable(file))
        {
            candidates.Add((name, file.Length));
        }
        else
        {
            leftOut.Add(new LeftOutFile(name, "it cannot be read"));
        }
    }

    private static List<string> Within(SnapshotBounds bounds, List<(string Name, long Bytes)> candidates, List<LeftOutFile> leftOut)
    {
        var taken = new List<string>();
        var total = 0L;
        foreach (var (name, bytes) in candidates.OrderBy(static one => one.Bytes))
        {
            if (bytes > bounds.LargestFileBytes)
            {
                leftOut.Add(new LeftOutFile(name, $"it has {bytes} bytes, more than checkpoints.largestFileBytes"));
            }
            else if (bytes > bounds.LargestTotalBytes - total)
            {
                leftOut.Add(new LeftOutFile(name, "with it there would be more than checkpoints.largestTotalBytes"));
            }
            else
            {
                total += bytes;
                taken.Add(name);
            }
        }

        return taken;
    }

    private static bool IsReadable(FileInfo file)
    {
        if (file.Length == 0)
        {
            // A pipe has no length either, and opening it would wait without end.
            return true;
        }

        try
        {
            using var stream = file.OpenRead();
            return true;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
