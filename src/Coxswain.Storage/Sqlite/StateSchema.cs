using Microsoft.Data.Sqlite;

namespace Coxswain.Storage.Sqlite;

/// <summary>Tells by its tables which version made a file: the number in its header may be damaged.</summary>
internal static class StateSchema
{
    private static readonly Lazy<IReadOnlyList<string>> Known = new(ReadKnown);

    /// <summary>0 for an empty file; <see langword="null"/> when no version known here makes such tables.</summary>
    public static int? VersionOf(StateSession session)
    {
        var found = Read(session);
        for (var version = Known.Value.Count - 1; version >= 0; version--)
        {
            if (Known.Value[version] == found)
            {
                return version;
            }
        }

        return null;
    }

    /// <summary>Whether the header counts as many pages as the file has. What the log holds must have been written back.</summary>
    public static bool HasAllPages(StateSession session, string path)
    {
        var pages = session.Statement("page-count").Scalar() ?? 0;
        var bytes = session.Statement("page-size").Scalar() ?? 0;
        return new FileInfo(path + "-wal") is { Exists: true, Length: > 0 } || new FileInfo(path).Length == pages * bytes;
    }

    public static SqliteException Damage(string finding) => new(finding, StateFailure.Corrupt);

    private static List<string> ReadKnown()
    {
        using var session = StateSession.OpenWriter(":memory:");
        var known = new List<string> { Read(session) };
        foreach (var migration in StateSql.Migrations)
        {
            session.Script(migration);
            known.Add(Read(session));
        }

        return known;
    }

    private static string Read(StateSession session)
    {
        var parts = new List<string>();
        var rows = session.Statement("schema");
        while (rows.Step())
        {
            parts.Add(rows.Text(0));
            parts.Add(rows.Text(1));
        }

        return string.Join('\n', parts);
    }
}
