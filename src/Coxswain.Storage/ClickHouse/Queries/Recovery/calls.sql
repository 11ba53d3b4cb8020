-- Calls through the gateway by how they ended, in one row.
SELECT
    toInt64(count()) AS calls,
    toInt64(countIf(outcome = 'answered')) AS answered,
    toInt64(countIf(outcome = 'answered' AND attempts > 1)) AS recovered,
    toInt64(countIf(outcome IN ('failed', 'broken'))) AS failed,
    toInt64(countIf(outcome = 'client_gone')) AS client_gone,
    toInt64(countIf(unread_encoding != '')) AS unread
FROM gateway_calls FINAL
WHERE time >= fromUnixTimestamp64Milli({since_ms:Int64}, 'UTC') AND time < fromUnixTimestamp64Milli({until_ms:Int64}, 'UTC')
