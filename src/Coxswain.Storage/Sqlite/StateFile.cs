using Coxswain.Core.Kernel;
using Microsoft.Data.Sqlite;

namespace Coxswain.Storage.Sqlite;

/// <summary>Opens <c>state.db</c>; a damaged one is set aside and its readable rows are carried over.</summary>
internal sealed class StateFile(DataFolder folder, StateSalvage salvage)
{
    private const long FullCheckBelowBytes = 64L << 20;

    public string Path => folder.StateFile;

    /// <exception cref="StateVersionException">A newer version wrote the file.</exception>
    public StateSession Open()
    {
        Directory.CreateDirectory(folder.Root);
        var rescued = salvage.RescueLog();
        var session = OpenOrRecover();
        if (rescued is not null)
        {
            QuarantineLog.Add(session, rescued.Time, rescued);
        }

        return session;
    }

    private StateSession OpenOrRecover()
    {
        try
        {
            return OpenSound(Path);
        }
        catch (SqliteException failure) when (StateFailure.IsDamageAtOpening(failure, Path))
        {
            return Recover(failure.Message);
        }
    }

    /// <summary>Sets the file aside after damage was met at run time. The caller has closed its session.</summary>
    public StateSession Recover(string reason)
    {
        salvage.Recover(reason);
        return OpenSound(Path);
    }

    /// <summary>Beside the writer, for one read.</summary>
    public StateSession OpenReader() => StateSession.OpenReader(Path);

    /// <summary>Opens and migrates without any attempt at rescue.</summary>
    public static StateSession OpenSound(string path)
    {
        CreatePrivate(path);
        CheckPages(path);
        var session = StateSession.OpenWriter(path);
        try
        {
            StateMigrations.Apply(session, path);
            Check(session, path);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    // Beside a log the first page may lie there, whole, and half written here.
    private static void CheckPages(string path)
    {
        if (new FileInfo(path + "-wal") is not { Exists: true, Length: > 0 } && !StateHeader.HasOurPages(path))
        {
            throw StateSchema.Damage("the file is laid out as no state file is");
        }
    }

    // Large files are not read through at start: damage in them is met, and handled, when the page is read.
    private static void Check(StateSession session, string path)
    {
        if (new FileInfo(path).Length > FullCheckBelowBytes)
        {
            CheckLength(session, path);
            return;
        }

        var check = session.Statement("check");
        var sound = check.Step() && check.Text(0) == "ok";
        var finding = sound ? "" : check.Text(0);
        check.Reset();
        if (!sound)
        {
            throw StateSchema.Damage($"the integrity check says: {finding}");
        }
    }

    // With too few pages counted, new rows would be written over old ones.
    private static void CheckLength(StateSession session, string path)
    {
        try
        {
            session.Run("checkpoint");
        }
        catch (SqliteException failure) when (!StateFailure.IsDamage(failure))
        {
            return;
        }

        if (!StateSchema.HasAllPages(session, path))
        {
            throw StateSchema.Damage("the file is longer or shorter than its header says");
        }
    }

    private static void CreatePrivate(string path)
    {
        if (OperatingSystem.IsWindows() || File.Exists(path))
        {
            return;
        }

        using var created = new FileStream(path, PrivateFile.Options(FileMode.OpenOrCreate, FileShare.ReadWrite));
    }
}
