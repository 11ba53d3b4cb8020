SELECT toString(toDate(Timestamp)) AS day, toInt64(count()) AS rows FROM otel_logs GROUP BY day ORDER BY day
