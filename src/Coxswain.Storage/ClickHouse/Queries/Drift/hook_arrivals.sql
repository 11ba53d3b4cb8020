-- Hook events of Claude Code as the daemon took them in; no row when there is none.
SELECT
    toInt64(count()) AS events,
    toInt64(toUnixTimestamp64Milli(toDateTime64(max(Timestamp), 3, 'UTC'))) AS newest_ms
FROM otel_logs
WHERE Timestamp >= fromUnixTimestamp64Milli({since_ms:Int64}, 'UTC') AND Timestamp < fromUnixTimestamp64Milli({until_ms:Int64}, 'UTC')
    AND ServiceName = 'coxswain' AND Body = 'coxswain.hook'
HAVING events > 0
