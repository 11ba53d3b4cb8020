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
    /// <summary>Leaves a sound file at the state file's path.</summary>
    public void Recover(string reason)
    {
        var aside = quarantine.CreateFolder("state");
        var damaged = Path.Combine(aside, Path.GetFileName(folder.StateFile));
        foreach (var suffix in (string[])["-wal", "-shm", ""])
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
