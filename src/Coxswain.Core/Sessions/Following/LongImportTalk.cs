using Microsoft.Extensions.Logging;

namespace Coxswain.Core.Sessions.Following;

/// <summary>Tells now and then how far an import has come that takes long, as the first one does; short ones pass in silence.</summary>
internal sealed partial class LongImportTalk(TimeProvider clock, ILogger logger) : IProgress<ImportProgress>
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private readonly Lock _gate = new();
    private long _last = clock.GetTimestamp();
    private bool _hasTold;

    public void Report(ImportProgress value)
    {
        lock (_gate)
        {
            if (value.IsFinished ? !_hasTold : clock.GetElapsedTime(_last) < Interval)
            {
                return;
            }

            _last = clock.GetTimestamp();
            _hasTold = true;
        }

        var rate = (long)(value.BytesPerSecond / 1e6);
        if (value.IsFinished)
        {
            Log.Imported(logger, value.FilesDone, value.BytesRead / 1_000_000, value.Requests, (long)value.Elapsed.TotalSeconds, rate);
        }
        else if (value.IsWaitingForStore)
        {
            Log.Waiting(logger, value.BytesDone / 1_000_000, value.Bytes / 1_000_000);
        }
        else
        {
            Log.Importing(logger, value.BytesDone / 1_000_000, value.Bytes / 1_000_000, value.FilesDone, value.Files, rate, (long)(value.TimeLeft ?? TimeSpan.Zero).TotalSeconds);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1520, LogLevel.Information, "Importing transcripts: {Done} of {All} MB, {FilesDone} of {Files} files, {Rate} MB/s, about {Left} s left.")]
        public static partial void Importing(ILogger logger, long done, long all, int filesDone, int files, long rate, long left);

        [LoggerMessage(1521, LogLevel.Information, "Importing transcripts: {Done} of {All} MB; it goes on once the outbox has room.")]
        public static partial void Waiting(ILogger logger, long done, long all);

        [LoggerMessage(1522, LogLevel.Information, "Imported {Files} transcripts: {Read} MB, {Requests} requests, in {Seconds} s ({Rate} MB/s).")]
        public static partial void Imported(ILogger logger, int files, long read, long requests, long seconds, long rate);
    }
}
