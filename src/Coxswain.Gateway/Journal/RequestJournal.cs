using Coxswain.Core.Kernel;
using Microsoft.Extensions.Logging;

namespace Coxswain.Gateway.Journal;

/// <summary>The last failed requests of each session, for replay; where a client tells no session, of each user agent. Bounded in number, size and age; nothing of it is ever sent anywhere or told in an event.</summary>
public sealed partial class RequestJournal(DataFolder folder, GatewayOptions options, TimeProvider clock, ILogger<RequestJournal> logger) : IDisposable
{
    /// <summary>Older ones of a session make room for newer ones.</summary>
    public const int MostPerSession = 5;

    private readonly SemaphoreSlim _gate = new(1, 1);

    /// <summary>Keeps a request. A disk that is full or away is told in the log and hurts nobody.</summary>
    public async Task KeepAsync(JournalEntry entry, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (!options.Journal || body.Length > options.JournalBytes)
        {
            return;
        }

        await _gate.WaitAsync(cancellationToken);
        try
        {
            CreateFolder();
            await JournalFile.WriteAsync(PathOf(entry.Id), entry, body, cancellationToken);
            Prune();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            Log.NotKept(logger, problem.GetType().Name);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Deletes what is too old or too many, and what a killed process left half written.</summary>
    /// <exception cref="IOException">A file cannot be deleted.</exception>
    public async Task PruneAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            Prune();
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Newest first. Files that cannot be read are left out.</summary>
    public IReadOnlyList<JournalEntry> List()
        => [.. Files().Select(static file => JournalFile.ReadEntry(file.FullName)).OfType<JournalEntry>().Where(entry => entry.At > clock.GetUtcNow() - Age).OrderByDescending(static entry => entry.At)];

    /// <param name="id">Or the start of it.</param>
    /// <returns>All that fit.</returns>
    public IReadOnlyList<JournalEntry> Find(string id) => [.. List().Where(entry => entry.Id.StartsWith(id, StringComparison.Ordinal))];

    public string PathOf(string id) => Path.Combine(folder.JournalFolder, id + JournalFile.Ending);

    public void Dispose() => _gate.Dispose();

    private TimeSpan Age => TimeSpan.FromDays(options.JournalDays);

    private void CreateFolder()
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder.JournalFolder);
        }
        else
        {
            Directory.CreateDirectory(folder.JournalFolder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private FileInfo[] Files(string ending = JournalFile.Ending) => Directory.Exists(folder.JournalFolder) ? new DirectoryInfo(folder.JournalFolder).GetFiles("*" + ending) : [];

    private void Prune()
    {
        var newest = Files().Select(static file => (File: file, Entry: JournalFile.ReadEntry(file.FullName))).OrderByDescending(static one => one.Entry?.At ?? default).ToList();
        var (bytes, perSession) = (0L, new Dictionary<(string, string), int>());
        var old = new List<FileInfo>();
        foreach (var (file, entry) in newest)
        {
            var session = SessionOf(entry);
            bytes += file.Length;
            perSession[session] = perSession.GetValueOrDefault(session) + 1;
            if (entry is null || bytes > options.JournalBytes || perSession[session] > MostPerSession || entry.At < clock.GetUtcNow() - Age)
            {
                old.Add(file);
            }
        }

        // One is written at a time, and not now.
        old.AddRange(Files(JournalFile.Unfinished));
        old.ForEach(static file => file.Delete());
    }

    // A user agent may spell a session's id: the two are kept apart.
    private static (string Session, string UserAgent) SessionOf(JournalEntry? entry)
        => entry?.SessionId is { Length: > 0 } session ? (session, "") : ("", entry?.Headers?.GetValueOrDefault("user-agent") ?? "");

    private static partial class Log
    {
        [LoggerMessage(4041, LogLevel.Warning, "A failed request could not be kept in the journal: {Problem}")]
        public static partial void NotKept(ILogger logger, string problem);
    }
}
