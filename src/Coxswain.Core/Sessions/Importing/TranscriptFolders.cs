using System.IO.Enumeration;
using Coxswain.Core.Sessions.Reading;

namespace Coxswain.Core.Sessions.Importing;

/// <summary>Where transcripts lie, and which there are.</summary>
internal static class TranscriptFolders
{
    private static readonly EnumerationOptions Everything = new()
    {
        RecurseSubdirectories = true,
        IgnoreInaccessible = true,
        AttributesToSkip = FileAttributes.ReparsePoint,
        MaxRecursionDepth = 16,
    };

    /// <summary>The <c>projects</c> folders of the configured roots, each once, whether they exist or not. A root may name its <c>projects</c> folder itself.</summary>
    public static IReadOnlyList<string> Resolve(string folders)
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var roots = folders.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return [.. roots.Select(root => Projects(root == "~" ? home : root.StartsWith("~/", StringComparison.Ordinal) ? Path.Combine(home, root[2..]) : root)).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>
    /// Every transcript below a folder; none when it does not exist. Links are not followed: they could lead in circles, to a file twice or out of
    /// the folder. Nothing of length zero is taken: there is nothing to read, and pipes and devices, which would be waited for without end, have no length.
    /// </summary>
    public static IEnumerable<FoundTranscript> Find(string folder) => Find(folder, folder);

    /// <summary>Every transcript below a folder inside a root.</summary>
    public static IEnumerable<FoundTranscript> Find(string root, string folder) => !Directory.Exists(folder)
        ? []
        : new FileSystemEnumerable<FoundTranscript>(
            folder,
            (ref FileSystemEntry entry) => new FoundTranscript(root, entry.ToFullPath(), entry.Length, entry.LastWriteTimeUtc),
            Everything)
        {
            ShouldIncludePredicate = static (ref FileSystemEntry entry) => !entry.IsDirectory && (entry.Length > 0 || entry.FileName.Contains(FoundTranscript.NotText)) && TranscriptFile.IsTranscript(entry.FileName),
        };

    /// <summary>A transcript that was read before, wherever it was found then.</summary>
    /// <returns><see langword="null"/> when it is gone, empty or a link now.</returns>
    public static FoundTranscript? Known(string path) => Known(path, RootOf(path));

    /// <summary>The transcript of a session's main conversation: of several, as after a change of folder, the one written to last.</summary>
    /// <param name="sessionId">From outside: what is no file's name finds nothing.</param>
    /// <returns><see langword="null"/> when there is none.</returns>
    public static FoundTranscript? OfSession(IEnumerable<string> roots, string sessionId)
    {
        if (sessionId.Length is 0 or > 200 || sessionId[0] == '.' || sessionId.AsSpan().ContainsAny('/', '\\', '\0'))
        {
            return null;
        }

        return roots.Where(Directory.Exists)
            .SelectMany(root => Directory.EnumerateDirectories(root).Select(folder => Known(Path.Combine(folder, sessionId + ".jsonl"), root)))
            .OfType<FoundTranscript>()
            .Select(static found => (FoundTranscript?)found)
            .MaxBy(static found => found?.ChangedAt);
    }

    /// <summary>The <c>projects</c> folder a transcript lies in; it has none of that name within.</summary>
    public static string RootOf(string path) => path.LastIndexOf("/projects/", StringComparison.Ordinal) is >= 0 and var at ? path[..(at + "/projects".Length)] : Path.GetDirectoryName(path) ?? path;

    private static FoundTranscript? Known(string path, string root) => new FileInfo(path) is { Exists: true, Length: > 0, LinkTarget: null } file
        ? new FoundTranscript(root, path, file.Length, file.LastWriteTimeUtc)
        : null;

    private static string Projects(string root)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
        return Path.GetFileName(full) == "projects" ? full : Path.Combine(full, "projects");
    }
}
