using System.Collections.Concurrent;
using System.Text;

namespace Coxswain.Storage.ClickHouse;

/// <summary>The SQL this assembly carries.</summary>
internal static class SqlFile
{
    private const string Root = "Coxswain.Storage.ClickHouse.";

    private static readonly ConcurrentDictionary<string, string> Cache = new(StringComparer.Ordinal);

    /// <param name="path">Below <c>ClickHouse/</c>, with slashes.</param>
    public static string Read(string path) => Find(path) ?? throw new ArgumentException($"There is no SQL file '{path}' in this build.", nameof(path));

    public static string? Find(string path)
    {
        if (Cache.TryGetValue(path, out var text))
        {
            return text;
        }

        using var stream = typeof(SqlFile).Assembly.GetManifestResourceStream(Root + path.Replace('/', '.'));
        if (stream is null)
        {
            return null;
        }

        using var reader = new StreamReader(stream, Encoding.UTF8);
        return Cache.GetOrAdd(path, reader.ReadToEnd());
    }

    /// <summary>File names in a folder, in ordinal order.</summary>
    public static IReadOnlyList<string> List(string folder)
    {
        var prefix = Root + folder.Replace('/', '.') + ".";
        return
        [
            .. typeof(SqlFile).Assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith(prefix, StringComparison.Ordinal) && name.EndsWith(".sql", StringComparison.Ordinal))
                .Select(name => name[prefix.Length..])
                .Order(StringComparer.Ordinal),
        ];
    }
}
