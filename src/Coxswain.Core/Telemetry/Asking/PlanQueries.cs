namespace Coxswain.Core.Telemetry.Asking;

/// <summary>Queries that come with the product: those of the plan, word for word over the collector's table, and the same questions over the typed tables.</summary>
public static class PlanQueries
{
    public static IReadOnlyList<SavedQuery> All { get; } =
    [
        new("Plan: cost trend", """
            SELECT
              toDate(Timestamp) as date,
              AVG(toFloat64(LogAttributes['cost_usd'])) as avg_cost_per_request
            FROM otel.otel_logs
            WHERE Body = 'claude_code.api_request'
            GROUP BY date
            ORDER BY date DESC
            """),
        new("Plan: error rate", """
            SELECT
              toHour(Timestamp) as hour,
              COUNT(*) as total_requests,
              SUM(CASE WHEN Body = 'claude_code.api_error' THEN 1 ELSE 0 END) as errors,
              (errors / total_requests) * 100 as error_rate_percent
            FROM otel.otel_logs
            GROUP BY hour
            ORDER BY hour DESC
            """),
        new("Plan: model usage", """
            SELECT
              LogAttributes['model'] as model,
              COUNT(*) as requests,
              SUM(toFloat64(LogAttributes['cost_usd'])) as total_cost,
              AVG(toFloat64(LogAttributes['duration_ms'])) as avg_duration
            FROM otel.otel_logs
            WHERE Body = 'claude_code.api_request'
            GROUP BY model
            """),
        new("Plan: tokens of 7 days", """
            SELECT
                toDate(Timestamp) as date,
                SUM(toFloat64(LogAttributes['input_tokens'])) as input_tokens,
                SUM(toFloat64(LogAttributes['output_tokens'])) as output_tokens,
                SUM(toFloat64(LogAttributes['cost_usd'])) as total_cost,
                LogAttributes['model'] as model
            FROM otel.otel_logs
            WHERE Body = 'claude_code.api_request'
                AND Timestamp >= now() - INTERVAL 7 DAY
            GROUP BY date, model
            ORDER BY date DESC
            """),
        new("Cost by day, each request once", """
            SELECT toDate(time) AS day, count() AS requests, sum(r.cost_usd) AS cost, countIf(isNull(r.cost_usd)) AS of_unknown_cost
            FROM requests AS r
            WHERE time >= now() - INTERVAL 30 DAY
            GROUP BY day
            ORDER BY day
            """),
        new("Requests of an hour and how long they took", """
            SELECT toStartOfHour(time) AS hour, count() AS requests, quantile(0.5)(duration_ms) AS p50_ms, quantile(0.95)(duration_ms) AS p95_ms
            FROM requests
            WHERE time >= now() - INTERVAL 1 DAY
            GROUP BY hour
            ORDER BY hour
            """),
        new("Tools and how often they failed", """
            SELECT tool_name, count() AS calls, countIf(success = 0) AS failed, quantile(0.95)(duration_ms) AS p95_ms
            FROM tool_calls FINAL
            GROUP BY tool_name
            ORDER BY calls DESC
            """),
    ];
}
