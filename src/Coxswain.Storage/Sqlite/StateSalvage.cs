using Coxswain.Core.Kernel;
using Coxswain.Core.Telemetry;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Coxswain.Storage.Sqlite;

/// <summary>
/// Moves a damaged state file into the quarantine and carries every row that can still be read into a new one.
/// Sealed batches keep their tokens, so an insert that had already reached the store is not repeated.
/// </summary>
internal sealed partial class StateSalvage(DataFolder folder, QuarantineFolder quarantine, TimeProvider clock, ILogger<StateSalvage> logger)
{
    private static readonly string[] Suffixes = ["-wal", "-shm", ""];

    /// <summary>Leaves a sound file at the state file's path.</summary>
    public void Recover(string reason)
    {
        var aside = quarantine.CreateFolder("state");
        var damaged = Path.Combine(aside, Path.GetFileName(folder.StateFile));
        foreach (var suffix in Suffixes)
        {
            if (File.Exists(folder.StateFile + suffix))
            {
                File.Move(folder.StateFile + suffix, damaged + suffix);
            }
        }

        using var sound = StateFile.OpenSound(folder.StateFile);
        var copy = new SalvageCopy(sound);
        CopyFrom(damaged, copy);
        var lost = copy.LostRows;
        var summary = $"{reason.TrimEnd('.')}; {copy.KeptRows} waiting rows kept, {(lost is { } rows ? rows : "an unknown number of")} lost"
            + (copy.UnreadTables.Count == 0 ? "" : $", unreadable: {string.Join(", ", copy.UnreadTables)}");
        QuarantineLog.Add(sound, clock.GetUtcNow(), new QuarantinedRows(clock.GetUtcNow(), QuarantineKind.DamagedFile, "", lost, summary, damaged));
        Log.Salvaged(logger, folder.StateFile, damaged, summary);
    }

    /// <summary>What was acknowledged may lie in the write-ahead log only. A damaged one is copied aside, and what SQLite would leave out of it is put back.</summary>
    /// <returns>What to note once a file is open; <see langword="null"/> when nothing is missing, as far as the files tell, or it is noted already.</returns>
    public QuarantinedRows? RescueLog()
    {
        var isGone = new FileInfo(folder.StateFile) is not { Exists: true, Length: > 0 };
        if (isGone)
        {
            return Directory.Exists(folder.EngineFolder) && Directory.EnumerateFileSystemEntries(folder.EngineFolder).Any()
                ? Noted("the state file was gone or empty though its store is there: rows that waited in it are lost", isWhole: false, CopyAside())
                : null;
        }

        if (StateLogCheck.Find(folder.StateFile) is not { } finding)
        {
            return null;
        }

        var aside = CopyAside();
        if (finding.Repaired is { } repaired)
        {
            File.Delete(folder.StateFile + "-shm");
            WriteLog(repaired);
            if (!finding.IsWhole)
            {
                // A page is missing: tables and their indexes need not agree, which no quick check finds. Row by row they do.
                Recover($"{finding.Text} ({aside} has it as it was)");
                return null;
            }
        }

        return Noted(finding.Text, finding.IsWhole, aside);
    }

    private QuarantinedRows Noted(string text, bool isWhole, string aside)
    {
        var summary = $"{text}; {(isWhole ? "no row" : "an unknown number of rows")} lost";
        Log.Salvaged(logger, folder.StateFile, aside, summary);
        return new QuarantinedRows(clock.GetUtcNow(), QuarantineKind.DamagedFile, "", isWhole ? 0 : null, summary, aside);
    }

    private void WriteLog(byte[] log)
    {
        var path = folder.StateFile + "-wal.new";
        using (var file = new FileStream(path, PrivateFile.Options(FileMode.Create)))
        {
            file.Write(log);
            file.Flush(flushToDisk: true);
        }

        File.Move(path, folder.StateFile + "-wal", overwrite: true);
    }

    /// <returns>The copy's folder.</returns>
    private string CopyAside()
    {
        var aside = quarantine.CreateFolder("state");
        foreach (var file in Suffixes.Select(suffix => folder.StateFile + suffix).Where(File.Exists))
        {
            File.Copy(file, Path.Combine(aside, Path.GetFileName(file)));
        }

        return aside;
    }

    private static void CopyFrom(string damaged, SalvageCopy copy)
    {
        try
        {
            using var source = StateSession.OpenDamaged(damaged);
            RequireFirstPage(source, damaged);
            copy.Run(source);
        }
        catch (SqliteException)
        {
            // Not even the schema could be read: its page is the same in every state file, so lend it one.
            if (!FirstPageRepair.Apply(damaged))
            {
                copy.NothingReadable();
                return;
            }

            CopyRepaired(damaged, copy);
        }
    }

    // With tables or pages missing in it, rows would be taken for lost that are there.
    private static void RequireFirstPage(StateSession source, string damaged)
    {
        if (!StateHeader.HasOurPages(damaged) || StateSchema.VersionOf(source) is null or 0 || !StateSchema.HasAllPages(source, damaged))
        {
            throw StateSchema.Damage("the first page is damaged");
        }
    }

    private static void CopyRepaired(string damaged, SalvageCopy copy)
    {
        try
        {
            using var source = StateSession.OpenDamaged(damaged);
            copy.Run(source);
        }
        catch (SqliteException)
        {
            copy.NothingReadable();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2101, LogLevel.Error, "The state file {File} was damaged and is now {Quarantined}: {Summary}.")]
        public static partial void Salvaged(ILogger logger, string file, string quarantined, string summary);
    }
}
