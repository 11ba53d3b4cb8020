-- Attributes of Claude Code's events by client version; the empty attribute counts the records themselves.
SELECT
    if(LogAttributes['app.version'] != '', LogAttributes['app.version'], ResourceAttributes['service.version']) AS version,
    replaceOne(if(LogAttributes['event.name'] != '', LogAttributes['event.name'], Body), 'claude_code.', '') AS name,
    arrayJoin(arrayConcat([''], arrayMap(key -> toString(key), mapKeys(LogAttributes)))) AS attribute,
    toInt64(count()) AS records
FROM otel_logs
WHERE Timestamp >= fromUnixTimestamp64Milli({since_ms:Int64}, 'UTC') AND Timestamp < fromUnixTimestamp64Milli({until_ms:Int64}, 'UTC')
    AND (startsWith(Body, 'claude_code.') OR (startsWith(ServiceName, 'claude-code') AND LogAttributes['event.name'] != ''))
GROUP BY version, name, attribute
ORDER BY version, name, attribute
