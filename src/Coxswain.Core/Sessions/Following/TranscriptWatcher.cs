using Coxswain.Core.Sessions.Reading;

namespace Coxswain.Core.Sessions.Following;

/// <summary>
/// Reports what changes below the <c>projects</c> folders that exist. Of one that does not, the nearest folder above that exists is watched for new folders;
/// <see cref="WatchNew"/> then looks again.
/// </summary>
internal sealed class TranscriptWatcher(IReadOnlyList<string> projectFolders, TranscriptChanges changes) : IDisposable
{
    private const int LargestBufferBytes = 64 * 1024;
    private readonly Dictionary<string, FileSystemWatcher> _watchers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FileSystemWatcher> _above = new(StringComparer.Ordinal);

    /// <summary>True when every folder is watched; otherwise some do not exist yet, or the system's watches are used up.</summary>
    public bool IsComplete => _watchers.Count == projectFolders.Count;

    /// <returns>The folders watched since this call.</returns>
    public IReadOnlyList<string> WatchNew()
    {
        var added = new List<string>();
        foreach (var folder in projectFolders.Where(folder => !_watchers.ContainsKey(folder) && Directory.Exists(folder)))
        {
            if (TryStart(folder, Whole) is { } watcher)
            {
                _watchers[folder] = watcher;
                added.Add(folder);
            }
        }

        WatchAbove();
        return added;
    }

    public void Dispose()
    {
        foreach (var watcher in _watchers.Values.Concat(_above.Values))
        {
            watcher.Dispose();
        }
    }

    private void WatchAbove()
    {
        var wanted = projectFolders.Where(folder => !_watchers.ContainsKey(folder)).Select(NearestAbove).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var (folder, watcher) in _above.Where(pair => !wanted.Contains(pair.Key)).ToArray())
        {
            watcher.Dispose();
            _above.Remove(folder);
        }

        foreach (var folder in wanted.Where(folder => !_above.ContainsKey(folder)))
        {
            if (TryStart(folder, Above) is { } watcher)
            {
                _above[folder] = watcher;

                // What came between the look and the watch is seen by another look.
                changes.LookAgain();
            }
        }
    }

    private static string? NearestAbove(string folder)
    {
        var above = Path.GetDirectoryName(folder);
        while (above is not null && !Directory.Exists(above))
        {
            above = Path.GetDirectoryName(above);
        }

        return above;
    }

    private FileSystemWatcher Whole(string folder)
    {
        var watcher = new FileSystemWatcher(folder)
        {
            IncludeSubdirectories = true,
            InternalBufferSize = LargestBufferBytes,
            NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size,
        };
        watcher.Changed += (_, change) => Report(change.FullPath);
        watcher.Created += (_, change) => ReportCreated(change.FullPath);
        watcher.Renamed += (_, change) => ReportCreated(change.FullPath);
        watcher.Error += (_, _) => changes.Everything();
        return watcher;
    }

    private FileSystemWatcher Above(string folder)
    {
        var watcher = new FileSystemWatcher(folder) { NotifyFilter = NotifyFilters.DirectoryName };
        watcher.Created += (_, _) => changes.LookAgain();
        watcher.Renamed += (_, _) => changes.LookAgain();
        return watcher;
    }

    private static FileSystemWatcher? TryStart(string folder, Func<string, FileSystemWatcher> create)
    {
        FileSystemWatcher? watcher = null;
        try
        {
            watcher = create(folder);
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (Exception problem) when (problem is IOException or ArgumentException)
        {
            watcher?.Dispose();
            return null;
        }
    }

    private void Report(string path)
    {
        if (TranscriptFile.IsTranscript(path))
        {
            changes.Changed(path);
        }
    }

    /// <summary>A new folder's first files may have been written before it was watched: the folder itself is looked over.</summary>
    private void ReportCreated(string path)
    {
        if (TranscriptFile.IsTranscript(path) || Directory.Exists(path))
        {
            changes.Changed(path);
        }
    }
}
