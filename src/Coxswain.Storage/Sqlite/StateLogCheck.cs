namespace Coxswain.Storage.Sqlite;

/// <summary>What was found wrong with the write-ahead log before SQLite opens it.</summary>
/// <param name="Text">In words, for the quarantine's list.</param>
/// <param name="IsWhole">Every committed page is there, so that nothing is lost.</param>
/// <param name="Repaired">The log to go on with; <see langword="null"/>: none is better than SQLite's own reading.</param>
internal sealed record StateLogCheck(string Text, bool IsWhole, byte[]? Repaired)
{
    /// <returns><see langword="null"/> when nothing committed is missing, as far as the files tell.</returns>
    public static StateLogCheck? Find(string path)
    {
        var index = StateLogIndex.Read(path + "-shm");
        if (index is null && !File.Exists(path + "-wal"))
        {
            return null;
        }

        var log = StateLog.Read(path + "-wal", index is { Committed: > 0 } ? index.Salts : []);
        if (index is { } known)
        {
            return known.Committed == known.WrittenBack || log.Replayed >= known.Committed || IsAnothers(log, known) ? null
                : log.Pages == 0 ? new StateLogCheck("the write-ahead log is gone or cut off at its start", IsWhole: false, null)
                : Of(log, known.Committed);
        }

        // Without the index: pages of this generation behind a damaged one were written after it.
        var isDamaged = log.Pages > 0 && (!log.IsHeaderSound || log.Sound.Any(page => page > log.Replayed));
        return isDamaged ? Of(log, null) : null;
    }

    private static StateLogCheck Of(StateLog log, int? committed)
    {
        var sound = log.Sound.Where(page => committed is not { } most || page < most).ToList();
        var isWhole = committed is { } all && sound.Count == all;
        var text = FormattableString.Invariant($"the write-ahead log is damaged: {(log.IsHeaderSound ? $"it can be read up to page {log.Replayed}" : "its header")}, {sound.Count} of {committed ?? log.Pages} pages are whole");
        return new StateLogCheck(text, isWhole, sound.Count > log.Replayed ? (log with { Sound = sound }).Repaired() : null);
    }

    // The files do not belong together, as after a copy of some of them: SQLite makes the index anew.
    private static bool IsAnothers(StateLog log, StateLogIndex index) => log.IsHeaderSound && !log.Salts.SequenceEqual(index.Salts);
}
