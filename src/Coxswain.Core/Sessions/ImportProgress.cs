namespace Coxswain.Core.Sessions;

/// <summary>How far an import has come. Bytes already imported by an earlier run count as done but not towards the rate.</summary>
/// <param name="RequestsTooOld">Of the requests, those older than the store keeps: read, and not in it.</param>
/// <param name="TimeLeft"><see langword="null"/> until a rate can be told.</param>
/// <param name="IsWaitingForStore">The outbox takes nothing at the moment; the import goes on by itself when it does.</param>
public sealed record ImportProgress(
    int Files,
    int FilesDone,
    long Bytes,
    long BytesDone,
    long BytesRead,
    long Lines,
    long DamagedLines,
    long Requests,
    long RequestsTooOld,
    int UnreadableFiles,
    double BytesPerSecond,
    TimeSpan? TimeLeft,
    TimeSpan Elapsed,
    bool IsWaitingForStore,
    bool IsFinished);
