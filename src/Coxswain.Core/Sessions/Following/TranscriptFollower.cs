using Coxswain.Core.Sessions.Importing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Coxswain.Core.Sessions.Following;

/// <summary>Imports what was written while no daemon ran, then what is appended, as it is appended. Between changes it does nothing.</summary>
internal sealed partial class TranscriptFollower(
    TranscriptImporter importer, TranscriptOptions options, TimeProvider clock, ILogger<TranscriptFollower> logger) : BackgroundService
{
    /// <summary>A folder that does not exist is noticed by what is above it; should that fail, asking for it costs one look.</summary>
    private static readonly TimeSpan MissingFolderInterval = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, (long Length, DateTimeOffset ChangedAt)> _seen = new(StringComparer.Ordinal);
    private int _drops;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Before anything else: discovery is file system work, and the host waits for the first await.
        await Task.Yield();
        var folders = TranscriptFolders.Resolve(options.Folders);
        var changes = new TranscriptChanges();
        using var watcher = new TranscriptWatcher(folders, changes);
        importer.CursorsDropped += changes.Everything;
        changes.Everything();
        var rescan = clock.GetUtcNow() + options.RescanInterval;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var wait = rescan - clock.GetUtcNow();
                var isReported = wait > TimeSpan.Zero && await changes.WaitAsync(Shorter(wait, watcher), clock, stoppingToken).ConfigureAwait(false);
                if (isReported)
                {
                    await Task.Delay(options.SettleTime, clock, stoppingToken).ConfigureAwait(false);
                }

                var appeared = watcher.WatchNew();
                var (paths, isEverything) = changes.Take();
                if (isEverything || clock.GetUtcNow() >= rescan)
                {
                    rescan = clock.GetUtcNow() + options.RescanInterval;
                    paths = folders;
                }

                await ImportAsync(folders, [.. paths, .. appeared], stoppingToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception problem)
            {
                Log.PassFailed(logger, problem);
                changes.Everything();
                await Task.Delay(PauseAfterFailure, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private static TimeSpan Shorter(TimeSpan wait, TranscriptWatcher watcher) => watcher.IsComplete || wait < MissingFolderInterval ? wait : MissingFolderInterval;

    private async Task ImportAsync(IReadOnlyList<string> folders, IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        var drops = importer.CursorDrops;
        var isDropped = drops != _drops;
        if (isDropped)
        {
            _drops = drops;
            _seen.Clear();
        }

        var files = paths.Distinct(StringComparer.Ordinal).SelectMany(path => Found(folders, path)).DistinctBy(static file => file.Path).Where(HasChanged).ToList();
        if (files.Count == 0 && !isDropped)
        {
            return;
        }

        var result = await importer.ImportFilesAsync(files, new LongImportTalk(clock, logger), cancellationToken).ConfigureAwait(false);
        foreach (var file in files)
        {
            _seen[file.Path] = (file.LengthBytes, file.ChangedAt);
        }

        if (result.RequestsTooOld > 0)
        {
            Log.TooOld(logger, result.RequestsTooOld, result.Requests);
        }

        if (result.BytesRead > 0)
        {
            Log.Imported(logger, result.Files, result.BytesRead, result.Requests, result.DamagedLines);
        }
    }

    private static IEnumerable<FoundTranscript> Found(IReadOnlyList<string> folders, string path)
    {
        var root = folders.First(folder => path == folder || path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal));
        var file = new FileInfo(path);
        if (file.LinkTarget is not null)
        {
            // As when everything is looked over: what a link leads to is not ours to read.
            return [];
        }

        if (Directory.Exists(path))
        {
            return TranscriptFolders.Find(root, path);
        }

        return file is { Exists: true, Length: > 0 } ? [new FoundTranscript(root, path, file.Length, file.LastWriteTimeUtc)] : [];
    }

    private bool HasChanged(FoundTranscript file) => !_seen.TryGetValue(file.Path, out var seen) || seen != (file.LengthBytes, file.ChangedAt);

    private static partial class Log
    {
        [LoggerMessage(1510, LogLevel.Debug, "Read {Bytes} new bytes of {Files} transcripts: {Requests} requests, {Damaged} damaged lines.")]
        public static partial void Imported(ILogger logger, int files, long bytes, long requests, long damaged);

        [LoggerMessage(1512, LogLevel.Warning, "{Old} of {Requests} requests just read from transcripts are older than the store keeps (store.retentionDays); they are not in it.")]
        public static partial void TooOld(ILogger logger, long old, long requests);

        [LoggerMessage(1511, LogLevel.Error, "Following transcripts failed; everything is looked over again shortly.")]
        public static partial void PassFailed(ILogger logger, Exception problem);
    }
}
