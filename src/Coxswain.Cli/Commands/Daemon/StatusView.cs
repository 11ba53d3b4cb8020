using System.Globalization;
using Coxswain.Cli.Commands.Budgets;
using Coxswain.Cli.Commands.Sessions;
using Coxswain.Cli.Output;
using Coxswain.Server.Hosting.Engine;
using Coxswain.Storage.ClickHouse.Contents;

namespace Coxswain.Cli.Commands.Daemon;

/// <summary>Shows a status to a person. "No data" and "unavailable" are said in words, never as a zero.</summary>
internal static class StatusView
{
    private static readonly (string Signal, string Table)[] Signals =
        [("logs and events", "otel_logs"), ("metrics", "otel_metrics_sum"), ("traces", "otel_traces"), ("requests", "api_requests")];

    public static void Write(CommandOutput output, StatusReport status, DateTimeOffset now)
    {
        output.WriteLine($"Coxswain {status.Version} is up (process {status.Pid}) for {AgeText.Length(TimeSpan.FromSeconds(status.UptimeSeconds))}.");
        output.WriteLine($"  OTLP over gRPC  {status.OtlpGrpc}");
        output.WriteLine($"  OTLP over HTTP  {status.OtlpHttp}");
        output.WriteLine($"  API             {status.Api}");
        output.WriteLine($"  Gateway         {status.Gateway}{GatewayText.Of(status.GatewayState)}");
        foreach (var note in GatewayText.Notes(status.GatewayState, status.GatewayRecorded, now))
        {
            output.WriteLine($"                  {note}");
        }

        output.WriteLine($"  Data            {status.DataFolder}");
        output.WriteLine($"  Store           {status.Store.Address}: {status.Store.Problem ?? (status.Contents is null ? "does not answer" : "taking rows")}");
        output.WriteLine($"  Engine          {Engine(status)}");
        output.WriteLine($"  Outbox          {Outbox(status)}");
        foreach (var damage in status.Store.Damage)
        {
            output.WriteLine($"  Damage          {damage.Text}");
        }

        if (status.LastAlert is { } alert)
        {
            output.WriteLine($"  Last alert      {AlertView.Line(alert, TimeZoneInfo.Utc)}");
        }

        if (status.Import is { } import)
        {
            output.WriteLine($"  Import          {ImportText.Of(import)}");
        }

        if (status.Contents is not { } contents)
        {
            output.WriteLine($"  Contents        unavailable: {status.ContentsProblem}");
            return;
        }

        foreach (var (signal, table) in Signals)
        {
            output.WriteLine($"  {"Last " + signal,-22}{Newest(contents, table, now)}");
        }

        output.WriteLine("");
        var stored = contents.Tables.Where(static table => table.RowsOnDisk > 0).ToArray();
        output.WriteTable(new TableView(
            [new("table", Least: 24), new("rows", Number: true), new("on disk", Number: true, Rank: 1), new("oldest", Rank: 2, Least: 20), new("newest", Rank: 3, Least: 20)],
            [.. stored.Select(static table => new[] { table.Name, Rows(table), Size(table.Bytes), Moment(table.Oldest, table), Moment(table.Newest, table) })]));
        foreach (var note in Notes(stored))
        {
            output.WriteLine(note);
        }
    }

    private static IEnumerable<string> Notes(StoredTable[] tables)
    {
        if (tables.Length == 0)
        {
            yield return "No data: no table has rows.";
            yield break;
        }

        yield return "rows are counted as reports count them, one for each thing that happened.";
        yield return "on disk is compressed, of all rows stored: what was told twice is two until merged.";
        yield return "oldest and newest are when things happened, not when they were stored.";
        foreach (var table in tables.Where(static table => table.Problem is not null))
        {
            yield return $"{table.Name} cannot be read: {table.Problem}";
        }
    }

    private static string Rows(StoredTable table) => (table.IsUpperBound ? "at most " : "") + Count(table.Rows);

    private static string Moment(DateTimeOffset? time, StoredTable table) => time is { } known ? Moment(known) : table.Problem is null ? "no times" : "unreadable";

    private static string Engine(StatusReport status) => status.Store.Engine == EngineState.NotUsed
        ? "not used; the store is a server"
        : $"{status.Store.Engine.ToString().ToLowerInvariant()}{(status.Store.EnginePid is { } pid ? $" (process {pid})" : "")}, {Count(status.Store.EngineRestarts)} {(status.Store.EngineRestarts == 1 ? "restart" : "restarts")}{(status.Store.EngineReason is { } reason ? $": {reason}" : "")}";

    private static string Outbox(StatusReport status)
    {
        var outbox = status.Store.Outbox;
        var waiting = outbox.PendingRows == 0 ? "nothing waits" : $"{Count(outbox.PendingRows)} {(outbox.PendingRows == 1 ? "row waits" : "rows wait")} for the store ({Size(outbox.PendingBytes)})";
        return waiting + (outbox.IsFull ? ", full: senders are told to come back" : "") + (outbox.QuarantinedRows is > 0 ? $", {Count(outbox.QuarantinedRows.Value)} rows quarantined" : "");
    }

    private static string Newest(StoreContents contents, string name, DateTimeOffset now) => contents.Tables.FirstOrDefault(table => table.Name == name) switch
    {
        null => "unavailable: there is no such table",
        { Newest: { } newest } => $"{Moment(newest)} ({AgeText.Ago(now - newest)})",
        { Problem: not null } => "unavailable: the table cannot be read",
        _ => "no data",
    };

    private static string Moment(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Size(long bytes) => bytes switch
    {
        < 10_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
        < 10_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:F0} kB"),
        < 10_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:F0} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:F0} GB"),
    };
}
