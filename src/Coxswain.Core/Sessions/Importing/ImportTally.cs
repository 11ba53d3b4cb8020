namespace Coxswain.Core.Sessions.Importing;

/// <summary>Counts of one import pass, added to by its workers.</summary>
/// <param name="keptFrom">The store deletes requests before it; <see langword="null"/>: none, as far as is known.</param>
internal sealed class ImportTally(int files, long bytes, DateTimeOffset? keptFrom, TimeProvider clock)
{
    private readonly long _started = clock.GetTimestamp();
    private int _filesDone;
    private long _bytesDone;
    private long _bytesRead;
    private long _lines;
    private long _damagedLines;
    private long _requests;
    private long _requestsTooOld;
    private int _unreadableFiles;
    private int _waiting;

    public void AlreadyDone(long count) => Interlocked.Add(ref _bytesDone, count);

    public void Read(long count, TranscriptBatch batch)
    {
        Interlocked.Add(ref _bytesDone, count);
        Interlocked.Add(ref _bytesRead, count);
        Interlocked.Add(ref _damagedLines, batch.DamagedLines);
        Interlocked.Add(ref _requests, batch.Requests.Count);
        Interlocked.Add(ref _requestsTooOld, batch.Requests.Count(request => request.Time < keptFrom));
    }

    public void Lines(long count) => Interlocked.Add(ref _lines, count);

    public void FileDone() => Interlocked.Increment(ref _filesDone);

    public void Unreadable() => Interlocked.Increment(ref _unreadableFiles);

    public void Waiting(int change) => Interlocked.Add(ref _waiting, change);

    public ImportProgress Snapshot(bool isFinished)
    {
        var elapsed = clock.GetElapsedTime(_started);
        var read = Interlocked.Read(ref _bytesRead);
        var done = Interlocked.Read(ref _bytesDone);
        var rate = elapsed > TimeSpan.Zero ? read / elapsed.TotalSeconds : 0;
        return new ImportProgress(
            files,
            _filesDone,
            bytes,
            done,
            read,
            Interlocked.Read(ref _lines),
            Interlocked.Read(ref _damagedLines),
            Interlocked.Read(ref _requests),
            Interlocked.Read(ref _requestsTooOld),
            _unreadableFiles,
            rate,
            rate > 0 ? TimeSpan.FromSeconds(Math.Max(0, bytes - done) / rate) : null,
            elapsed,
            Volatile.Read(ref _waiting) > 0,
            isFinished);
    }
}
