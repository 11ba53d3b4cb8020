using Coxswain.Core.Sessions.Reading;

namespace Coxswain.Core.Sessions.Following;

/// <summary>Reports what changes below the <c>projects</c> folders that exist; others are tried again by <see cref="WatchNew"/>.</summary>
internal sealed class TranscriptWatcher(IReadOnlyList<string> projectFolders, TranscriptChanges changes) : IDisposable
{
    private const int LargestBufferBytes = 64 * 1024;
    private readonly Dictionary<string, FileSystemWatcher> _watchers = new(StringComparer.Ordinal);

    /// <summary>True when every folder is watched; otherwise some do not exist yet, or the system's watches are used up.</summary>
    public bool IsComplete => _watchers.Count == projectFolders.Count;

    /// <returns>The folders watched since this call.</returns>
    public IReadOnlyList<string> WatchNew()
    {
        var added = new List<string>();
        foreach (var folder in projectFolders.Where(folder => !_watchers.ContainsKey(folder) && Directory.Exists(folder)))
        {
            if (TryWatch(folder) is { } watcher)
            {
                _watchers[folder] = watcher;
                added.Add(folder);
            }
        }

        return added;
    }

    public void Dispose()
    {
        foreach (var watcher in _watchers.Values)
        {
            watcher.Dispose();
        }
    }

    private FileSystemWatcher? TryWatch(string folder)
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
        try
        {
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (Exception problem) when (problem is IOException or ArgumentException)
        {
            watcher.Dispose();
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
