using Coxswain.Core.Telemetry;

namespace Coxswain.Storage.Sqlite;

/// <summary>The list of everything set aside, kept in the state file so that status still names it after a restart.</summary>
internal static class QuarantineLog
{
    public static void Add(StateSession session, DateTimeOffset time, QuarantinedRows entry)
    {
        var statement = session.Statement("quarantine-insert")
            .Bind("$time_ms", time.ToUnixTimeMilliseconds())
            .Bind("$kind", (int)entry.Kind)
            .Bind("$shape", entry.Shape)
            .Bind("$reason", entry.Reason)
            .Bind("$path", entry.Path);
        (entry.Rows is { } rows ? statement.Bind("$row_count", rows) : statement.BindNull("$row_count")).Run();
    }

    public static IReadOnlyList<QuarantinedRows> ReadNewest(StateSession session) => Read(session.Statement("quarantine-newest"));

    public static IReadOnlyList<QuarantinedRows> ReadAll(StateSession session) => Read(session.Statement("quarantine-all"));

    private static List<QuarantinedRows> Read(StateStatement statement)
    {
        var entries = new List<QuarantinedRows>();
        while (statement.Step())
        {
            entries.Add(new QuarantinedRows(
                DateTimeOffset.FromUnixTimeMilliseconds(statement.Int64(0)),
                (QuarantineKind)statement.Int32(1),
                statement.Text(2),
                statement.IsNull(3) ? null : statement.Int64(3),
                statement.Text(4),
                statement.Text(5)));
        }

        return entries;
    }
}
