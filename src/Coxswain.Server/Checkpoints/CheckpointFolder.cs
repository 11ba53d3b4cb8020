using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Coxswain.Core.Kernel;
using Coxswain.Core.Recovery.Checkpoints;
using Coxswain.Core.Recovery.Resuming;
using Coxswain.Server.Security;

namespace Coxswain.Server.Checkpoints;

/// <summary>
/// Checkpoints and what was done about failed sessions, as files (0600) in the data folder: they are written by hooks, which must work with no daemon up.
/// A file that is cut or broken is as if it were not there; <see cref="Unreadable(string)"/> names it.
/// </summary>
public sealed class CheckpointFolder(DataFolder folder)
{
    private const string FailureName = "failure.json";
    private const string ResumesName = "resumes.json";
    private const int LargestRecord = 4 << 20;

    /// <summary>Ends the name of a file that takes a number until its checkpoint is saved: a hook that is killed leaves no record then, only this.</summary>
    private const string Taken = ".taken";

    /// <summary>Ends the name of a record while it is written.</summary>
    private const string HalfWritten = ".new";

    /// <summary>No hook works so long.</summary>
    private static readonly TimeSpan LongestWork = TimeSpan.FromHours(1);

    /// <summary>Numbers tried when others make checkpoints of the same session at the same moment.</summary>
    private const int MostCollisions = 100;

    private string Root => Path.Combine(folder.Root, "checkpoints");

    private string SwitchFile => Path.Combine(Root, "auto-recovery.json");

    /// <summary>A name that nobody else uses; git puts a lock beside it.</summary>
    public string NewIndexFile()
    {
        OwnerOnlyFolder.Create(Root);
        return Path.Combine(Root, $"index-{Guid.NewGuid():N}");
    }

    public IReadOnlyList<string> Sessions() => !Directory.Exists(Root) ? []
        : [.. Directory.EnumerateDirectories(Root).Select(static path => Path.GetFileName(path)).Where(static name => ClientEvent.IsSessionId(name)).Order(StringComparer.Ordinal)];

    /// <summary>Takes the next number of a session, for one checkpoint that is then saved under it.</summary>
    public int Reserve(string session)
    {
        OwnerOnlyFolder.Create(Of(session));
        var number = Numbers(session, ".json").Concat(Numbers(session, Taken)).DefaultIfEmpty(0).Max();
        for (var tries = 0; tries < MostCollisions; tries++)
        {
            number++;
            if (TryTake(session, number))
            {
                return number;
            }
        }

        throw new IOException($"No number is free for a checkpoint in {Of(session)}.");
    }

    public void Save(Checkpoint checkpoint)
    {
        Write(FileOf(checkpoint.SessionId, checkpoint.Number), checkpoint, CheckpointJson.Default.Checkpoint);
        File.Delete(FileOf(checkpoint.SessionId, checkpoint.Number, Taken));
    }

    /// <summary>In the order they were made.</summary>
    public IReadOnlyList<Checkpoint> List(string session)
        => [.. Numbers(session, ".json").Order().Select(number => Find(session, number)).OfType<Checkpoint>()];

    /// <summary>The last one made while the session went on; those of restores are none. Reads no other record.</summary>
    public Checkpoint? Newest(string session)
        => Numbers(session, ".json").OrderDescending().Select(number => Find(session, number)).FirstOrDefault(static one => one is not null && one.Reason != CheckpointReason.BeforeRestore);

    /// <summary>Files with the name of a record that hold none.</summary>
    public IReadOnlyList<string> Unreadable(string session)
        => [.. Unreadable(session, static _ => true)];

    /// <summary>Deletes what hooks left that were killed, and records nobody can read once they are as old as <paramref name="longestAge"/>.</summary>
    public void DeleteLeftovers(string session, TimeSpan longestAge, DateTimeOffset now)
    {
        if (!Directory.Exists(Of(session)))
        {
            return;
        }

        bool IsOlder(string file, TimeSpan age) => now - File.GetLastWriteTimeUtc(file) > age;
        var left = Directory.EnumerateFiles(Of(session)).Where(file => (file.EndsWith(Taken, StringComparison.Ordinal) || file.EndsWith(HalfWritten, StringComparison.Ordinal)) && IsOlder(file, LongestWork));
        foreach (var file in left.Concat(Unreadable(session, file => IsOlder(file, longestAge))).ToArray())
        {
            File.Delete(file);
        }
    }

    /// <returns><see langword="null"/> when there is no such checkpoint.</returns>
    public Checkpoint? Find(string session, int number)
        => Read(FileOf(session, number), CheckpointJson.Default.Checkpoint) is { } found && found.SessionId == session && found.Number == number ? found : null;

    public void Delete(Checkpoint checkpoint)
    {
        File.Delete(FileOf(checkpoint.SessionId, checkpoint.Number));
        if (!Directory.EnumerateFiles(Of(checkpoint.SessionId)).Any(static file => Path.GetFileName(file) is not (FailureName or ResumesName)))
        {
            Directory.Delete(Of(checkpoint.SessionId), recursive: true);
        }
    }

    public FailedSession? Failure(string session) => Read(Path.Combine(Of(session), FailureName), CheckpointJson.Default.FailedSession) is { } found && found.SessionId == session ? found : null;

    public void Save(FailedSession failed)
    {
        OwnerOnlyFolder.Create(Of(failed.SessionId));
        Write(Path.Combine(Of(failed.SessionId), FailureName), failed, CheckpointJson.Default.FailedSession);
    }

    public IReadOnlyList<ResumeAttempt> Resumes(string session) => Read(Path.Combine(Of(session), ResumesName), CheckpointJson.Default.ResumeAttemptArray) ?? [];

    public void SaveResumes(string session, IReadOnlyList<ResumeAttempt> attempts)
    {
        OwnerOnlyFolder.Create(Of(session));
        Write(Path.Combine(Of(session), ResumesName), [.. attempts], CheckpointJson.Default.ResumeAttemptArray);
    }

    /// <summary><see langword="null"/>: no session is resumed.</summary>
    public AutoRecoverySwitch? Switch() => Read(SwitchFile, CheckpointJson.Default.AutoRecoverySwitch);

    /// <param name="state"><see langword="null"/> switches it off.</param>
    public void Set(AutoRecoverySwitch? state)
    {
        OwnerOnlyFolder.Create(Root);
        if (state is null)
        {
            File.Delete(SwitchFile);
        }
        else
        {
            Write(SwitchFile, state, CheckpointJson.Default.AutoRecoverySwitch);
        }
    }

    /// <param name="isAsked">Whether a record's file is looked at; others are not read.</param>
    private IEnumerable<string> Unreadable(string session, Func<string, bool> isAsked)
        => Numbers(session, ".json").Order().Where(number => isAsked(FileOf(session, number)) && Find(session, number) is null).Select(number => FileOf(session, number)).Where(File.Exists);

    // Who saves writes the record before the number is free again: one who finds it free sees the record.
    private bool TryTake(string session, int number)
    {
        var file = FileOf(session, number, Taken);
        try
        {
            new FileStream(file, PrivateFile.Options(FileMode.CreateNew)).Dispose();
        }
        catch (IOException) when (File.Exists(file) || File.Exists(FileOf(session, number)))
        {
            // Another hook of the same session was faster.
            return false;
        }

        if (!File.Exists(FileOf(session, number)))
        {
            return true;
        }

        File.Delete(file);
        return false;
    }

    private IEnumerable<int> Numbers(string session, string end) => !Directory.Exists(Of(session)) ? []
        : Directory.EnumerateFiles(Of(session), "*" + end).Select(static file => int.TryParse(Path.GetFileNameWithoutExtension(file), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0)
            .Where(static number => number > 0);

    private string Of(string session) => ClientEvent.IsSessionId(session) ? Path.Combine(Root, session) : throw new ArgumentException("This is no session's id.", nameof(session));

    private string FileOf(string session, int number, string end = ".json") => Path.Combine(Of(session), string.Create(CultureInfo.InvariantCulture, $"{number}{end}"));

    private static void Write<T>(string path, T value, JsonTypeInfo<T> type) => OwnerOnlyFile.Replace(path, JsonSerializer.SerializeToUtf8Bytes(value, type));

    private static T? Read<T>(string path, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return new FileInfo(path) is { Exists: true, Length: > 0 and <= LargestRecord } ? JsonSerializer.Deserialize(File.ReadAllBytes(path), type) : null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }
}
