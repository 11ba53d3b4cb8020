namespace Coxswain.Testing;

/// <summary>What the real client sent and wrote; see <c>tests/captures/README.md</c>.</summary>
public static class Captures
{
    public static string Folder { get; } = RepositoryRoot.Combine("tests", "captures");

    /// <summary>Whole OTLP request bodies, in the order sent.</summary>
    /// <param name="signal"><c>logs</c> or <c>metrics</c>.</param>
    /// <param name="extension"><c>json</c> or <c>pb</c>.</param>
    public static IEnumerable<string> Bodies(string signal, string extension) =>
        Directory.EnumerateFiles(Folder, "*-v1-" + signal + "." + extension, SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    public static IEnumerable<string> Transcripts() =>
        Directory.EnumerateFiles(Folder, "*.jsonl", SearchOption.AllDirectories)
            .Where(path => path.Contains(Path.DirectorySeparatorChar + "projects" + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
}
