using System.Globalization;

namespace Coxswain.Storage.ClickHouse.Schema;

/// <summary>Keeps each table's TTL as configured. Tables another program made are left alone unless they are named in the configuration.</summary>
internal sealed class SchemaRetention(StoreClient client, StoreOptions options)
{
    /// <summary>The time that retention counts from, per table; a table not listed keeps its rows for ever.</summary>
    private static readonly Dictionary<string, string> TimeOf = new(StringComparer.Ordinal)
    {
        ["otel_logs"] = "toDateTime(Timestamp)",
        ["otel_traces"] = "toDateTime(Timestamp)",
        ["otel_traces_trace_id_ts"] = "toDateTime(Start)",
        ["otel_metrics_gauge"] = "toDateTime(TimeUnix)",
        ["otel_metrics_sum"] = "toDateTime(TimeUnix)",
        ["otel_metrics_summary"] = "toDateTime(TimeUnix)",
        ["otel_metrics_histogram"] = "toDateTime(TimeUnix)",
        ["otel_metrics_exp_histogram"] = "toDateTime(TimeUnix)",
        ["api_requests"] = "last_seen",
    };

    public async Task ApplyAsync(CancellationToken cancellationToken)
    {
        var facts = await SchemaFacts.ReadAsync(client, cancellationToken).ConfigureAwait(false);
        var own = await client.QueryAsync(
            StoreStatement.FromFile("Queries/Schema/read_own_tables.sql"), static row => row.GetString(0), cancellationToken).ConfigureAwait(false);
        foreach (var (table, time) in TimeOf)
        {
            var isNamed = options.Retention.TryGetValue(table, out var days);
            if (!facts.CreateStatements.TryGetValue(table, out var create) || !(isNamed || own.Contains(table)))
            {
                continue;
            }

            var statement = Change(table, time, isNamed ? days : options.RetentionDays, create);
            if (statement is not null)
            {
                await client.ExecuteAsync(statement with { Sql = SchemaStep.ForCluster(statement.Sql, options) }, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static StoreStatement? Change(string table, string time, int days, string create)
    {
        var current = create.Contains("\nTTL ", StringComparison.Ordinal) || create.Contains(" TTL ", StringComparison.Ordinal);
        var wanted = string.Create(CultureInfo.InvariantCulture, $"TTL {time} + toIntervalDay({days})");
        if (days == 0)
        {
            return current ? new StoreStatement("remove retention", $"ALTER TABLE {table}/*cluster*/ REMOVE TTL") : null;
        }

        return create.Contains(wanted, StringComparison.Ordinal) ? null : new StoreStatement("set retention", $"ALTER TABLE {table}/*cluster*/ MODIFY {wanted}");
    }
}
