-- As the view client_event_stream_mv, for the rows of one day that were there before it. All tables behind it are keyed: the same again adds nothing.
INSERT INTO client_event_stream (time, event, session_id, service_name, resource_attributes, attributes)
SELECT
    Timestamp AS time,
    replaceOne(if(LogAttributes['event.name'] != '', LogAttributes['event.name'], Body), 'claude_code.', '') AS event,
    LogAttributes['session.id'] AS session_id,
    ServiceName AS service_name,
    ResourceAttributes AS resource_attributes,
    LogAttributes AS attributes
FROM otel_logs
WHERE toDate(Timestamp) = {day:Date} AND Timestamp >= fromUnixTimestamp64Milli({from_ms:Int64}) AND Timestamp < fromUnixTimestamp64Milli({until_ms:Int64}) AND (startsWith(Body, 'claude_code.') OR (startsWith(ServiceName, 'claude-code') AND LogAttributes['event.name'] != ''))
