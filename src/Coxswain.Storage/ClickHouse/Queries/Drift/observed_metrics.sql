-- Attributes of Claude Code's metrics by client version; the empty attribute counts the data points themselves.
SELECT
    if(Attributes['app.version'] != '', Attributes['app.version'], ResourceAttributes['service.version']) AS version,
    toString(MetricName) AS name,
    arrayJoin(arrayConcat([''], arrayMap(key -> toString(key), mapKeys(Attributes)))) AS attribute,
    toInt64(count()) AS records
FROM otel_metrics_sum
WHERE TimeUnix >= fromUnixTimestamp64Milli({since_ms:Int64}, 'UTC') AND TimeUnix < fromUnixTimestamp64Milli({until_ms:Int64}, 'UTC')
    AND startsWith(MetricName, 'claude_code.')
GROUP BY version, name, attribute
ORDER BY version, name, attribute
