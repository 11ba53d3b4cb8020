-- Every event of Claude Code passes here once, with its name worked out, on its way to the typed tables. Nothing is stored.
-- Other programs' logs end at the first view, so their telemetry costs one filter.
CREATE TABLE IF NOT EXISTS client_event_stream/*cluster*/ (
    time DateTime64(9),
    event LowCardinality(String),
    session_id String,
    service_name LowCardinality(String),
    resource_attributes Map(LowCardinality(String), String),
    attributes Map(LowCardinality(String), String)
) ENGINE = Null;

-- when column otel_logs.EventName
CREATE MATERIALIZED VIEW IF NOT EXISTS client_event_stream_mv/*cluster*/ TO client_event_stream AS
SELECT
    Timestamp AS time,
    replaceOne(multiIf(LogAttributes['event.name'] != '', LogAttributes['event.name'], startsWith(Body, 'claude_code.'), Body, EventName), 'claude_code.', '') AS event,
    LogAttributes['session.id'] AS session_id,
    ServiceName AS service_name,
    ResourceAttributes AS resource_attributes,
    LogAttributes AS attributes
FROM otel_logs
WHERE startsWith(Body, 'claude_code.') OR startsWith(EventName, 'claude_code.') OR (startsWith(ServiceName, 'claude-code') AND LogAttributes['event.name'] != '');

-- unless column otel_logs.EventName
CREATE MATERIALIZED VIEW IF NOT EXISTS client_event_stream_mv/*cluster*/ TO client_event_stream AS
SELECT
    Timestamp AS time,
    replaceOne(if(LogAttributes['event.name'] != '', LogAttributes['event.name'], Body), 'claude_code.', '') AS event,
    LogAttributes['session.id'] AS session_id,
    ServiceName AS service_name,
    ResourceAttributes AS resource_attributes,
    LogAttributes AS attributes
FROM otel_logs
WHERE startsWith(Body, 'claude_code.') OR (startsWith(ServiceName, 'claude-code') AND LogAttributes['event.name'] != '');
