using Coxswain.Core.Recovery.Checkpoints;
using Coxswain.Core.Recovery.Resuming;

namespace Coxswain.Server.Checkpoints;

/// <summary>Makes checkpoints, and notes failures, from what hooks of the client are told.</summary>
public sealed class CheckpointRecorder(CheckpointFolder folder, CheckpointOptions options, TimeProvider clock)
{
    private const int TailBytes = 4 << 20;

    /// <param name="environment">Of the hook's process: the client tells its own process there.</param>
    /// <returns>What was made; <see langword="null"/> for an event that makes none.</returns>
    public async Task<Checkpoint?> RecordAsync(ClientEvent told, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        var client = HookClient.Read(told, environment);
        switch (told.Name)
        {
            case "UserPromptSubmit":
                return await TakeAsync(told, CheckpointReason.Prompt, client, cancellationToken);
            case "Stop":
                return await TakeAsync(told, CheckpointReason.Stop, client, cancellationToken);
            case "StopFailure":
                var end = TranscriptEnd.Read(Tail(told.TranscriptPath));
                var failure = (end.IsFailure ? end.Class : null) ?? ClientFailure.Of(told.Error, null, told.Message);
                folder.Save(new FailedSession(told.SessionId, clock.GetUtcNow(), failure, told.Folder, client with { PermissionMode = client.PermissionMode ?? LastMode(told.SessionId) }));
                return null;
            default:
                return null;
        }
    }

    /// <summary>The last bytes of a file; empty when it cannot be read.</summary>
    public static byte[] Tail(string path)
    {
        try
        {
            if (path.Length == 0 || !File.Exists(path))
            {
                return [];
            }

            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            stream.Seek(-Math.Min(stream.Length, TailBytes), SeekOrigin.End);
            var bytes = new byte[Math.Min(stream.Length, TailBytes)];
            return bytes[..stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private async Task<Checkpoint> TakeAsync(ClientEvent told, CheckpointReason reason, SessionClient client, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var length = Length(told.TranscriptPath);
        var number = folder.Reserve(told.SessionId);
        var (git, note) = await SnapshotAsync(told, number, cancellationToken);
        var made = new Checkpoint(told.SessionId, number, reason, now, told.Folder, told.TranscriptPath, length, git, note, Todos(told), client);
        folder.Save(made);
        return made;
    }

    private async Task<(CheckpointGit? Git, string? Note)> SnapshotAsync(ClientEvent told, int number, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.GitTime, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await new GitSnapshot(folder).TakeAsync(told.Folder, told.SessionId, number, SnapshotBounds.Of(options), either.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return (null, $"git took longer than checkpoints.gitTime, {options.GitTime}");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return (null, problem.Message);
        }
    }

    // Transcripts are in <config>/projects/<folder>, tasks in <config>/tasks/<session>.
    private static IReadOnlyList<CheckpointTodo> Todos(ClientEvent told)
    {
        var config = HookClient.ConfigFolderOf(told.TranscriptPath);
        return config is null ? [] : TodoReader.Read(Path.Combine(config, "tasks", told.SessionId), Tail(told.TranscriptPath));
    }

    private string? LastMode(string session) => folder.List(session).LastOrDefault(static one => one.Client?.PermissionMode is not null)?.Client?.PermissionMode;

    private static long? Length(string path) => path.Length > 0 && File.Exists(path) ? new FileInfo(path).Length : null;
}
