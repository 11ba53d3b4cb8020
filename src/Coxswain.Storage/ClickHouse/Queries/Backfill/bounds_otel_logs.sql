SELECT toUnixTimestamp64Milli(toDateTime64(min(Timestamp), 3)) AS first_ms, toUnixTimestamp64Milli(toDateTime64(max(Timestamp), 3)) AS last_ms FROM otel_logs WHERE toDate(Timestamp) = {day:Date}
