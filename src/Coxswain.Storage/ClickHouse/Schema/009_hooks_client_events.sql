-- Hook executions, one row for the start and one for the end. Read with FINAL.
CREATE TABLE IF NOT EXISTS hook_runs/*cluster*/ (
    time DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    event_key String CODEC(ZSTD(1)),
    -- start or complete
    phase LowCardinality(String),
    session_id String CODEC(ZSTD(1)),
    prompt_id String CODEC(ZSTD(1)),
    agent_id String CODEC(ZSTD(1)),
    hook_event LowCardinality(String),
    hook_name LowCardinality(String),
    hook_source LowCardinality(String),
    hook_definitions LowCardinality(String),
    num_hooks Nullable(UInt64) CODEC(ZSTD(1)),
    num_success Nullable(UInt64) CODEC(ZSTD(1)),
    num_blocking Nullable(UInt64) CODEC(ZSTD(1)),
    num_non_blocking_error Nullable(UInt64) CODEC(ZSTD(1)),
    num_cancelled Nullable(UInt64) CODEC(ZSTD(1)),
    total_duration_ms Nullable(UInt64) CODEC(ZSTD(1)),
    stdout_chars Nullable(UInt64) CODEC(ZSTD(1)),
    additional_context_chars Nullable(UInt64) CODEC(ZSTD(1)),
    system_message_chars Nullable(UInt64) CODEC(ZSTD(1)),
    initial_user_message_chars Nullable(UInt64) CODEC(ZSTD(1)),
    num_outputs_persisted Nullable(UInt64) CODEC(ZSTD(1)),
    managed_only Nullable(UInt8),
    safe_mode Nullable(UInt8)
) ENGINE = ReplacingMergeTree()
PARTITION BY toYYYYMM(time)
ORDER BY (time, event_key)
SETTINGS non_replicated_deduplication_window = 10000;

CREATE MATERIALIZED VIEW IF NOT EXISTS hook_runs_mv/*cluster*/ TO hook_runs AS
WITH
    (text -> if(ifNull(toFloat64OrNull(text), -1) BETWEEN 0 AND 1e15,
        coalesce(toUInt64OrNull(text), accurateCastOrNull(round(toFloat64OrNull(text)), 'UInt64')), NULL)) AS count_of,
    (text -> multiIf(text IN ('true', '1'), 1, text IN ('false', '0'), 0, NULL)::Nullable(UInt8)) AS flag_of
SELECT
    toDateTime64(stream.time, 3, 'UTC') AS time,
    concat(session_id, ':', attributes['event.sequence'], ':', toString(toUnixTimestamp64Nano(stream.time))) AS event_key,
    replaceOne(toString(event), 'hook_execution_', '') AS phase,
    session_id,
    attributes['prompt.id'] AS prompt_id,
    attributes['agent_id'] AS agent_id,
    attributes['hook_event'] AS hook_event,
    attributes['hook_name'] AS hook_name,
    attributes['hook_source'] AS hook_source,
    attributes['hook_definitions'] AS hook_definitions,
    count_of(attributes['num_hooks']) AS num_hooks,
    count_of(attributes['num_success']) AS num_success,
    count_of(attributes['num_blocking']) AS num_blocking,
    count_of(attributes['num_non_blocking_error']) AS num_non_blocking_error,
    count_of(attributes['num_cancelled']) AS num_cancelled,
    count_of(attributes['total_duration_ms']) AS total_duration_ms,
    count_of(attributes['stdout_chars']) AS stdout_chars,
    count_of(attributes['additional_context_chars']) AS additional_context_chars,
    count_of(attributes['system_message_chars']) AS system_message_chars,
    count_of(attributes['initial_user_message_chars']) AS initial_user_message_chars,
    count_of(attributes['num_outputs_persisted']) AS num_outputs_persisted,
    flag_of(attributes['managed_only']) AS managed_only,
    flag_of(attributes['safe_mode']) AS safe_mode
FROM client_event_stream AS stream
WHERE event IN ('hook_execution_start', 'hook_execution_complete');

-- Every other event of the client, unknown ones included: what they share in columns, the rest in attributes. Read with FINAL.
CREATE TABLE IF NOT EXISTS client_events/*cluster*/ (
    time DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    event LowCardinality(String),
    event_key String CODEC(ZSTD(1)),
    session_id String CODEC(ZSTD(1)),
    prompt_id String CODEC(ZSTD(1)),
    agent_id String CODEC(ZSTD(1)),
    sequence Nullable(UInt64) CODEC(ZSTD(1)),
    request_id String CODEC(ZSTD(1)),
    message_uuid String CODEC(ZSTD(1)),
    model String CODEC(ZSTD(1)),
    query_source String CODEC(ZSTD(1)),
    plugin_name String CODEC(ZSTD(1)),
    skill_name String CODEC(ZSTD(1)),
    duration_ms Nullable(UInt64) CODEC(ZSTD(1)),
    success Nullable(UInt8) CODEC(ZSTD(1)),
    attributes Map(LowCardinality(String), String) CODEC(ZSTD(1))
) ENGINE = ReplacingMergeTree()
PARTITION BY toYYYYMM(time)
ORDER BY (event, time, event_key)
SETTINGS non_replicated_deduplication_window = 10000;

CREATE MATERIALIZED VIEW IF NOT EXISTS client_events_mv/*cluster*/ TO client_events AS
WITH
    (text -> if(ifNull(toFloat64OrNull(text), -1) BETWEEN 0 AND 1e15,
        coalesce(toUInt64OrNull(text), accurateCastOrNull(round(toFloat64OrNull(text)), 'UInt64')), NULL)) AS count_of,
    (text -> multiIf(text IN ('true', '1'), 1, text IN ('false', '0'), 0, NULL)::Nullable(UInt8)) AS flag_of
SELECT
    toDateTime64(stream.time, 3, 'UTC') AS time,
    event,
    concat(session_id, ':', stream.attributes['event.sequence'], ':', toString(toUnixTimestamp64Nano(stream.time))) AS event_key,
    session_id,
    stream.attributes['prompt.id'] AS prompt_id,
    stream.attributes['agent_id'] AS agent_id,
    count_of(stream.attributes['event.sequence']) AS sequence,
    stream.attributes['request_id'] AS request_id,
    stream.attributes['message.uuid'] AS message_uuid,
    stream.attributes['model'] AS model,
    stream.attributes['query_source'] AS query_source,
    stream.attributes['plugin.name'] AS plugin_name,
    stream.attributes['skill.name'] AS skill_name,
    count_of(stream.attributes['duration_ms']) AS duration_ms,
    flag_of(stream.attributes['success']) AS success,
    mapFilter((name, value) -> name NOT IN ('session.id', 'event.name', 'event.timestamp', 'event.sequence', 'user.id', 'user.account_uuid', 'user.account_id', 'user.email', 'organization.id', 'terminal.type', 'app.version', 'app.entrypoint', 'anthropic.provider', 'anthropic.custom_base_url', 'prompt.id', 'agent_id', 'request_id', 'message.uuid', 'model', 'query_source', 'plugin.name', 'skill.name', 'duration_ms', 'success'), stream.attributes) AS attributes
FROM client_event_stream AS stream
WHERE event NOT IN ('api_request', 'api_error', 'api_retries_exhausted', 'api_refusal', 'user_prompt', 'tool_decision', 'tool_result', 'compaction', 'subagent_completed', 'hook_execution_start', 'hook_execution_complete');
