using Coxswain.Core.Kernel;
using Coxswain.Core.Sessions.Reading;
using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;

namespace Coxswain.Core.Sessions.Importing;

/// <summary>Reads what is new in transcript files and hands it to the outbox. One pass at a time; a pass may be stopped at any point and goes on where it was.</summary>
internal sealed partial class TranscriptImporter(
    ITranscriptStore store, TranscriptOptions options, TimeProvider clock, ILogger<TranscriptImporter> logger, RequestRetention? retention = null) : IDisposable
{
    private const int FilesAtOnce = 2;
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(250);

    private readonly SemaphoreSlim _onePass = new(1);
    private readonly TranscriptCursors _cursors = new(store);
    private ImportTally? _running;

    /// <inheritdoc cref="ITranscriptStore.CursorsDropped"/>
    public event Action? CursorsDropped
    {
        add => store.CursorsDropped += value;
        remove => store.CursorsDropped -= value;
    }

    /// <inheritdoc cref="ITranscriptStore.CursorDrops"/>
    public int CursorDrops => store.CursorDrops;

    /// <summary>How far the pass under way has come; <see langword="null"/> while there is none.</summary>
    public ImportProgress? Progress => Volatile.Read(ref _running)?.Snapshot(isFinished: false);

    /// <summary>Imports every transcript below the folders.</summary>
    /// <param name="progress">Told a few times a second and once at the end.</param>
    public Task<ImportProgress> ImportAsync(IReadOnlyList<string> projectFolders, IProgress<ImportProgress>? progress, CancellationToken cancellationToken) =>
        ImportAsync(() => [.. projectFolders.SelectMany(TranscriptFolders.Find)], progress, cancellationToken);

    /// <summary>Imports what is new in these files.</summary>
    public Task<ImportProgress> ImportFilesAsync(IReadOnlyList<FoundTranscript> files, IProgress<ImportProgress>? progress, CancellationToken cancellationToken) =>
        ImportAsync(() => files, progress, cancellationToken);

    /// <summary>Every file read before, also those that are to be read again. While a pass runs, as far as it has loaded them.</summary>
    public async Task<IReadOnlySet<string>> ReadKnownAsync(CancellationToken cancellationToken)
    {
        if (await _onePass.WaitAsync(0, cancellationToken).ConfigureAwait(false))
        {
            try
            {
                await _cursors.LoadAsync(cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                _onePass.Release();
            }
        }

        return _cursors.Paths.ToHashSet(StringComparer.Ordinal);
    }

    public void Dispose() => _onePass.Dispose();

    private async Task<ImportProgress> ImportAsync(
        Func<IReadOnlyList<FoundTranscript>> find, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        await _onePass.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await _cursors.LoadAsync(cancellationToken).ConfigureAwait(false);
            var files = WithForgotten(find());
            var tally = new ImportTally(files.Count, files.Sum(static file => file.LengthBytes), retention?.KeptFrom, clock);
            Volatile.Write(ref _running, tally);
            await ImportAsync(files, tally, progress, cancellationToken).ConfigureAwait(false);
            var result = tally.Snapshot(isFinished: true);
            progress?.Report(result);
            return result;
        }
        finally
        {
            Volatile.Write(ref _running, null);
            _onePass.Release();
        }
    }

    /// <summary>Also what was read before from elsewhere, as with <c>cox import --root</c>, and is to be read again: nobody else looks there.</summary>
    private IReadOnlyList<FoundTranscript> WithForgotten(IReadOnlyList<FoundTranscript> files)
    {
        var forgotten = _cursors.Forgotten.Except(files.Select(static file => file.Path), StringComparer.Ordinal).ToList();
        return forgotten.Count == 0 ? files : [.. files, .. forgotten.Select(Known).OfType<FoundTranscript>()];
    }

    private FoundTranscript? Known(string path)
    {
        var found = TranscriptFolders.Known(path);
        if (found is null)
        {
            // Gone: not looked for in every pass.
            _cursors.Remove(path);
        }

        return found;
    }

    private async Task ImportAsync(
        IReadOnlyList<FoundTranscript> files, ImportTally tally, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        using var writes = new DurableWrites(store, _cursors, clock);
        var firstTick = progress is null ? Timeout.InfiniteTimeSpan : ProgressInterval;
        await using var ticks = clock.CreateTimer(_ => progress?.Report(tally.Snapshot(false)), null, firstTick, ProgressInterval).ConfigureAwait(false);
        try
        {
            await Parallel.ForEachAsync(
                files.OrderByDescending(static file => file.LengthBytes),
                new ParallelOptions { MaxDegreeOfParallelism = FilesAtOnce, CancellationToken = cancellationToken },
                async (file, token) => await ImportFileAsync(file, writes, tally, token).ConfigureAwait(false)).ConfigureAwait(false);
        }
        finally
        {
            await writes.DrainAsync().ConfigureAwait(false);
        }
    }

    private async Task ImportFileAsync(FoundTranscript found, DurableWrites writes, ImportTally tally, CancellationToken cancellationToken)
    {
        try
        {
            using var handle = found.Open();
            var file = TranscriptFile.At(found.Path);
            await (file.IsMeta ? ImportMetaAsync(file, handle, writes, tally, cancellationToken) : ImportLinesAsync(file, handle, writes, tally, cancellationToken)).ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // Deleted since it was found, exchanged for a link or a pipe, or not ours to read: its facts so far stay, the others go on.
            tally.Unreadable();
            Log.CannotRead(logger, found.Path, problem.GetType().Name);
        }

        tally.FileDone();
    }

    private async Task ImportLinesAsync(TranscriptFile file, SafeFileHandle handle, DurableWrites writes, ImportTally tally, CancellationToken cancellationToken)
    {
        using var reader = TranscriptFileReader.Open(file, handle, _cursors.Find(file.Path), options.KeepPromptText);
        var offset = reader.OffsetBytes;
        tally.AlreadyDone(offset);
        var previous = Task.CompletedTask;
        while (reader.Next() is { } batch)
        {
            cancellationToken.ThrowIfCancellationRequested();
            tally.Read(reader.OffsetBytes - offset, batch);
            offset = reader.OffsetBytes;
            previous = await writes.StartAsync(previous, batch, tally, cancellationToken).ConfigureAwait(false);
        }

        tally.Lines(reader.LineCount);
    }

    private async Task ImportMetaAsync(TranscriptFile file, SafeFileHandle handle, DurableWrites writes, ImportTally tally, CancellationToken cancellationToken)
    {
        if (TranscriptFileReader.ReadMeta(file, handle, _cursors.Find(file.Path)) is { } batch)
        {
            tally.Read(batch.Cursor.OffsetBytes, batch);
            await writes.StartAsync(Task.CompletedTask, batch, tally, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            tally.AlreadyDone(RandomAccess.GetLength(handle));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1501, LogLevel.Warning, "Cannot read transcript {Path} ({Problem}); it is tried again when it changes.")]
        public static partial void CannotRead(ILogger logger, string path, string problem);
    }
}
