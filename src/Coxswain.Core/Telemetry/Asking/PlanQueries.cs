namespace Coxswain.Core.Telemetry.Asking;

/// <summary>
/// Queries that come with the product: those of the plan, word for word over the collector's table, and the same questions over the typed tables. What each says of itself is held
/// against a generated trace.
/// </summary>
public static class PlanQueries
{
    private const string Telemetry = "The pages also have requests that only transcripts or the gateway told of, each request once though its event came twice, the cost worked out from tokens, and days of your time zone. An event without a cost makes this query fail.";

    public static IReadOnlyList<ShippedQuery> All { get; } =
    [
        new("Plan: cost trend", """
            SELECT
              toDate(Timestamp) as date,
              AVG(toFloat64(LogAttributes['cost_usd'])) as avg_cost_per_request
            FROM otel.otel_logs
            WHERE Body = 'claude_code.api_request'
            GROUP BY date
            ORDER BY date DESC
            """,
            "The mean of what the client said a request cost, by day of the store's clock (UTC in the embedded engine): events claude_code.api_request of the log, which is requests that Claude Code's telemetry told of and no others.",
            Telemetry, "/costs", "Usage/report"),
        new("Plan: error rate (in all rows of the log)", """
            SELECT
              toHour(Timestamp) as hour,
              COUNT(*) as total_requests,
              SUM(CASE WHEN Body = 'claude_code.api_error' THEN 1 ELSE 0 END) as errors,
              (errors / total_requests) * 100 as error_rate_percent
            FROM otel.otel_logs
            GROUP BY hour
            ORDER BY hour DESC
            """,
            "Events claude_code.api_error in a hundred rows of the log, by hour of the day, all days together. What it calls total_requests is every row of the log: prompts, tool calls, requests, what Coxswain itself tells, and what other programs send.",
            "It is no share of requests. The pages' error rate is requests that were given up, of those and the answered ones, each once, whether telemetry, a transcript or the gateway told of it.", "/errors", "Monitoring/failures"),
        new("Plan: model usage", """
            SELECT
              LogAttributes['model'] as model,
              COUNT(*) as requests,
              SUM(toFloat64(LogAttributes['cost_usd'])) as total_cost,
              AVG(toFloat64(LogAttributes['duration_ms'])) as avg_duration
            FROM otel.otel_logs
            WHERE Body = 'claude_code.api_request'
            GROUP BY model
            """,
            "Requests that Claude Code's telemetry told of, of all time, by the model the event names: how many, the sum of what the client said they cost, and how long they took in the mean.",
            Telemetry, "/costs", "Usage/report"),
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
            """,
            "Input and output tokens and the client's costs of requests that Claude Code's telemetry told of, by day of the store's clock (UTC in the embedded engine) and model. Seven times 24 hours back from now, so that the first day is a part. Tokens read from the cache or written to it are not in it.",
            Telemetry + " Tokens of the cache are columns of their own there.", "/costs", "Usage/report"),
        new("Cost by day, each request once", """
            SELECT toDate(time) AS day, count() AS requests, sum(r.cost_usd) AS cost, countIf(isNull(r.cost_usd)) AS of_unknown_cost
            FROM requests AS r
            WHERE time >= now() - INTERVAL 30 DAY
            GROUP BY day
            ORDER BY day
            """,
            "Requests and cost, each request once whoever told of it, by day in UTC, 30 times 24 hours back from now, so that the first day is a part. A request of unknown cost is counted and adds nothing.",
            "The page has the same in days of your time zone, for the range that is chosen.", "/costs", "Usage/report"),
        new("Requests of an hour and how long they took", """
            SELECT toStartOfHour(time) AS hour, count() AS requests, quantile(0.5)(duration_ms) AS p50_ms, quantile(0.95)(duration_ms) AS p95_ms
            FROM requests
            WHERE time >= now() - INTERVAL 1 DAY
            GROUP BY hour
            ORDER BY hour
            """,
            "Requests of the last 24 hours, each once whoever told of it. How long they took only telemetry tells: the others are counted, and left out of p50 and p95. Percentiles are interpolated from a sample where an hour has many requests.",
            "The page asks how long calls lasted that went through the gateway too, and of 30 days.", "/timeouts", "Monitoring/durations"),
        new("Tools and how often they failed", """
            SELECT tool_name, count() AS calls, countIf(success = 0 AND decision != 'reject') AS failed, quantileExactIf(0.95)(duration_ms, decision != 'reject') AS p95_ms
            FROM tool_calls FINAL
            WHERE tool_name != ''
            GROUP BY tool_name
            ORDER BY calls DESC
            """,
            "Calls of all time, each once. Failed: it ran and failed; a call that was not allowed to run is no failure, and its time is not in p95.",
            "The page has the same for the range that is chosen.", "/tools", "Tools/tools"),
    ];

    /// <returns><see langword="null"/>: it is not one of them, or was changed.</returns>
    public static ShippedQuery? Of(string sql)
    {
        ArgumentNullException.ThrowIfNull(sql);
        var asked = sql.ReplaceLineEndings("\n").Trim();
        return All.FirstOrDefault(one => one.Sql.ReplaceLineEndings("\n") == asked);
    }
}
