SELECT toUnixTimestamp64Milli(toDateTime64(min(TimeUnix), 3)) AS first_ms, toUnixTimestamp64Milli(toDateTime64(max(TimeUnix), 3)) AS last_ms FROM otel_metrics_sum WHERE toDate(TimeUnix) = {day:Date}
