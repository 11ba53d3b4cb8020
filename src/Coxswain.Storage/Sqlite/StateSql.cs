using System.Collections.Concurrent;
using System.Reflection;

namespace Coxswain.Storage.Sqlite;

/// <summary>The embedded SQL of the state file.</summary>
internal static class StateSql
{
    private const string Root = "Coxswain.Storage.Sqlite.";
    private static readonly Assembly Home = typeof(StateSql).Assembly;
    private static readonly ConcurrentDictionary<string, string> Statements = new(StringComparer.Ordinal);

    /// <summary>Migrations in order; the first has number 1.</summary>
    public static IReadOnlyList<string> Migrations { get; } =
    [
        .. Home.GetManifestResourceNames()
            .Where(static name => name.StartsWith(Root + "Schema.", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(Read),
    ];

    public static string Statement(string name) => Statements.GetOrAdd(name, static key => Read(Root + "Statements." + key + ".sql"));

    private static string Read(string resource)
    {
        using var stream = Home.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The embedded statement {resource} is missing.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
