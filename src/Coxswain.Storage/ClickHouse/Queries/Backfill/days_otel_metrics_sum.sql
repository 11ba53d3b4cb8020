SELECT toString(toDate(TimeUnix)) AS day, toInt64(count()) AS rows FROM otel_metrics_sum GROUP BY day ORDER BY day
