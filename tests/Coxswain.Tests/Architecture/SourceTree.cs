using System.Text.RegularExpressions;
using Coxswain.Testing;

namespace Coxswain.Tests.Architecture;

/// <summary>The repository's own files, as the rules look at them.</summary>
internal static partial class SourceTree
{
    private static readonly string[] Skipped = ["bin", "obj", "node_modules", "artifacts", ".git", "TestResults"];

    public static string Root { get; } = RepositoryRoot.Combine();

    /// <summary>Every tracked-looking file: build output, packages and version control are left out. Paths are relative, with slashes.</summary>
    public static IReadOnlyList<string> Files { get; } = [.. Walk(Root).Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    public static IEnumerable<string> Sources(string folder = "src/")
        => Files.Where(file => file.StartsWith(folder, StringComparison.Ordinal) && file.EndsWith(".cs", StringComparison.Ordinal));

    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    /// <summary>The text with comments and string contents blanked, so that a rule about code sees code only.</summary>
    public static string Code(string file)
        => NotCode().Replace(Read(file), static match => match.Value.StartsWith('/') ? "" : "\"\"");

    private static IEnumerable<string> Walk(string folder)
    {
        // In a second work tree .git is a file.
        foreach (var file in Directory.EnumerateFiles(folder).Where(static file => Path.GetFileName(file) != ".git"))
        {
            yield return file;
        }

        foreach (var child in Directory.EnumerateDirectories(folder).Where(child => !Skipped.Contains(Path.GetFileName(child)) && new DirectoryInfo(child).LinkTarget is null))
        {
            foreach (var file in Walk(child))
            {
                yield return file;
            }
        }
    }

    [GeneratedRegex(""""(?s)""".*?"""|\$?@"(?:[^"]|"")*"|"(?:[^"\\\n]|\\.)*"|//[^\n]*|/\*.*?\*/"""")]
    private static partial Regex NotCode();
}
