namespace Coxswain.Bench.Dashboard;

/// <summary>The plan's own queries over the raw log ("Key monitoring queries" and §4.1), word for word, with the form our answer to the same question has.</summary>
internal static class PlanQueries
{
    public const string CostTrend = """
        SELECT toDate(Timestamp) as date, AVG(toFloat64(LogAttributes['cost_usd'])) as avg_cost_per_request
        FROM otel.otel_logs
        WHERE Body = 'claude_code.api_request'
        GROUP BY date
        ORDER BY date DESC
        """;

    public const string Models = """
        SELECT LogAttributes['model'] as model, COUNT(*) as requests, SUM(toFloat64(LogAttributes['cost_usd'])) as total_cost, AVG(toFloat64(LogAttributes['duration_ms'])) as avg_duration
        FROM otel.otel_logs
        WHERE Body = 'claude_code.api_request'
        GROUP BY model
        """;

    public const string Week = """
        SELECT toDate(Timestamp) as date, SUM(toFloat64(LogAttributes['input_tokens'])) as input_tokens, SUM(toFloat64(LogAttributes['output_tokens'])) as output_tokens,
            SUM(toFloat64(LogAttributes['cost_usd'])) as total_cost, LogAttributes['model'] as model
        FROM otel.otel_logs
        WHERE Body = 'claude_code.api_request' AND Timestamp >= now() - INTERVAL 7 DAY
        GROUP BY date, model
        ORDER BY date DESC
        """;
}
