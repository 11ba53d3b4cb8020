using Coxswain.Storage.ClickHouse.Schema;
using Coxswain.Storage.Opening;
using Microsoft.Extensions.Logging;

namespace Coxswain.Storage.ClickHouse.Backfill;

/// <summary>
/// Fills the typed tables from raw rows that were there before them, day by day, newest first. Each finished day is recorded in the database, so a run
/// that was interrupted goes on; a day run twice adds nothing,
/// and one that has other raw rows than when it was recorded runs again. A day too large for one statement is filled in pieces.
/// </summary>
public sealed partial class TypedBackfill(StoreClient client, StoreOptions options, InsertPause inserts, ILogger<TypedBackfill> logger)
{
    private static readonly string[] Sources = ["otel_logs", "otel_metrics_sum"];

    /// <returns>Where it ended: all days done.</returns>
    /// <exception cref="StoreRejectedException">The typed tables are missing or may not be written.</exception>
    public async Task<BackfillProgress> RunAsync(IProgress<BackfillProgress>? progress, CancellationToken cancellationToken)
    {
        var facts = await SchemaFacts.ReadAsync(client, cancellationToken).ConfigureAwait(false);
        if (!facts.HasTable("client_event_stream") || !facts.HasTable("activity"))
        {
            throw new StoreRejectedException($"Database '{client.Database}' has no typed tables, and they could not be made; there is nothing to fill.");
        }

        var create = StoreStatement.FromFile("Queries/Backfill/create_progress.sql");
        await client.ExecuteAsync(create with { Sql = SchemaStep.ForCluster(create.Sql, options) }, cancellationToken).ConfigureAwait(false);
        var days = await ReadDaysAsync(facts, cancellationToken).ConfigureAwait(false);
        var done = await ReadDoneAsync(cancellationToken).ConfigureAwait(false);
        var state = new BackfillProgress(Sources[0], "", 0, days.Count, 0, days.Sum(static day => day.Rows));
        progress?.Report(state);
        var filling = new DayFilling(client, options);
        foreach (var day in days)
        {
            if (!done.Contains(day))
            {
                await FillAsync(filling, day, facts, cancellationToken).ConfigureAwait(false);
            }

            state = state with { Source = day.Source, Day = day.Day, DaysDone = state.DaysDone + 1, Rows = state.Rows + day.Rows };
            progress?.Report(state);
        }

        return state;
    }

    private async Task FillAsync(DayFilling filling, SourceDay day, SchemaFacts facts, CancellationToken cancellationToken)
    {
        var isOlder = day.Source == "otel_logs" && !facts.HasColumn("otel_logs", "EventName");
        var fill = StoreStatement.FromFile($"Queries/Backfill/{day.Source}{(isOlder ? "_without_event_name" : "")}.sql").With("day", day.Day);
        var isOurs = day.Source == "otel_logs" && facts.HasTable("coxswain_event_stream");
        var bounds = StoreStatement.FromFile($"Queries/Backfill/bounds_{day.Source}.sql").With("day", day.Day);
        async Task RunAsync()
        {
            await filling.FillAsync(fill, bounds, cancellationToken).ConfigureAwait(false);
            if (isOurs)
            {
                await filling.FillAsync(StoreStatement.FromFile("Queries/Backfill/coxswain_events.sql").With("day", day.Day), bounds, cancellationToken).ConfigureAwait(false);
            }
        }

        // Points of metrics have no key: what is missing is found by counting, and rows under way would count as missing.
        await (day.Source == "otel_metrics_sum" ? inserts.PauseAsync(RunAsync, cancellationToken) : RunAsync()).ConfigureAwait(false);
        var record = StoreStatement.FromFile("Queries/Backfill/add_progress.sql").With("source", day.Source).With("day", day.Day).With("rows", day.Rows);
        await client.ExecuteAsync(record, cancellationToken).ConfigureAwait(false);
        Log.Filled(logger, day.Source, day.Day, day.Rows);
    }

    private async Task<List<SourceDay>> ReadDaysAsync(SchemaFacts facts, CancellationToken cancellationToken)
    {
        var days = new List<SourceDay>();
        foreach (var source in Sources.Where(facts.HasTable))
        {
            var found = await client.QueryAsync(
                StoreStatement.FromFile($"Queries/Backfill/days_{source}.sql"), row => new SourceDay(source, row.GetString(0), row.GetInt64(1)), cancellationToken).ConfigureAwait(false);
            days.AddRange(found.Reverse());
        }

        return days;
    }

    private async Task<HashSet<SourceDay>> ReadDoneAsync(CancellationToken cancellationToken)
    {
        var done = await client.QueryAsync(
            StoreStatement.FromFile("Queries/Backfill/read_progress.sql"), static row => new SourceDay(row.GetString(0), row.GetString(1), row.GetInt64(2)), cancellationToken).ConfigureAwait(false);
        return [.. done];
    }

    private sealed record SourceDay(string Source, string Day, long Rows);

    private static partial class Log
    {
        [LoggerMessage(EventId = 1520, Level = LogLevel.Information, Message = "Typed tables filled from {Source} of {Day}: {Rows} raw rows")]
        public static partial void Filled(ILogger logger, string source, string day, long rows);
    }
}
