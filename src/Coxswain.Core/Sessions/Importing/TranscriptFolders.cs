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

    /// <summary>Every transcript below a folder; none when it does not exist. Links are not followed: they could lead in circles or to a file twice.</summary>
    public static IEnumerable<FoundTranscript> Find(string folder) => !Directory.Exists(folder)
        ? []
        : new FileSystemEnumerable<FoundTranscript>(
            folder,
            static (ref FileSystemEntry entry) => new FoundTranscript(entry.ToFullPath(), entry.Length, entry.LastWriteTimeUtc),
            Everything)
        {
            ShouldIncludePredicate = static (ref FileSystemEntry entry) => !entry.IsDirectory && TranscriptFile.IsTranscript(entry.FileName),
        };

    private static string Projects(string root)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
        return Path.GetFileName(full) == "projects" ? full : Path.Combine(full, "projects");
    }
}
