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
/// A file that is cut or broken is as if it were not there.
/// </summary>
public sealed class CheckpointFolder(DataFolder folder)
{
    private const string FailureName = "failure.json";
    private const string ResumesName = "resumes.json";
    private const int LargestRecord = 4 << 20;

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
        var number = Numbers(session).DefaultIfEmpty(0).Max();
        for (var tries = 0; tries < MostCollisions; tries++)
        {
            number++;
            try
            {
                using var reserved = new FileStream(FileOf(session, number), new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write });
                OwnerOnlyFile.Restrict(reserved.Name);
                return number;
            }
            catch (IOException) when (File.Exists(FileOf(session, number)))
            {
                // Another hook of the same session was faster.
            }
        }

        throw new IOException($"No number is free for a checkpoint in {Of(session)}.");
    }

    public void Save(Checkpoint checkpoint) => Write(FileOf(checkpoint.SessionId, checkpoint.Number), checkpoint, CheckpointJson.Default.Checkpoint);

    /// <summary>In the order they were made.</summary>
    public IReadOnlyList<Checkpoint> List(string session)
        => [.. Numbers(session).Order().Select(number => Find(session, number)).OfType<Checkpoint>()];

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

    private IEnumerable<int> Numbers(string session) => !Directory.Exists(Of(session)) ? []
        : Directory.EnumerateFiles(Of(session), "*.json").Select(static file => int.TryParse(Path.GetFileNameWithoutExtension(file), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0)
            .Where(static number => number > 0);

    private string Of(string session) => ClientEvent.IsSessionId(session) ? Path.Combine(Root, session) : throw new ArgumentException("This is no session's id.", nameof(session));

    private string FileOf(string session, int number) => Path.Combine(Of(session), string.Create(CultureInfo.InvariantCulture, $"{number}.json"));

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
