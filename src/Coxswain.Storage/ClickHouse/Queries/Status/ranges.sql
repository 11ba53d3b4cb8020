SELECT 'otel_logs', minOrNull(toDateTime(Timestamp, 'UTC')), maxOrNull(toDateTime(Timestamp, 'UTC')) FROM otel_logs
UNION ALL
SELECT 'otel_traces', minOrNull(toDateTime(Timestamp, 'UTC')), maxOrNull(toDateTime(Timestamp, 'UTC')) FROM otel_traces
UNION ALL
SELECT 'otel_metrics_sum', minOrNull(toDateTime(TimeUnix, 'UTC')), maxOrNull(toDateTime(TimeUnix, 'UTC')) FROM otel_metrics_sum
