-- What Coxswain itself tells passes here once on its way to the typed tables. Nothing is stored. Other programs' logs end at the view, so they cost one filter.
CREATE TABLE IF NOT EXISTS coxswain_event_stream/*cluster*/ (
    time DateTime64(9),
    event LowCardinality(String),
    attributes Map(LowCardinality(String), String)
) ENGINE = Null;

CREATE MATERIALIZED VIEW IF NOT EXISTS coxswain_event_stream_mv/*cluster*/ TO coxswain_event_stream AS
SELECT Timestamp AS time, Body AS event, LogAttributes AS attributes
FROM otel_logs
WHERE startsWith(Body, 'coxswain.gateway_');

-- Calls of the Messages API through the gateway, one row each. Rows of the same request elsewhere have its request_id. Read with FINAL.
CREATE TABLE IF NOT EXISTS gateway_calls/*cluster*/ (
    time DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    call_id String CODEC(ZSTD(1)),
    operation LowCardinality(String),
    client LowCardinality(String),
    client_version LowCardinality(String),
    session_id String CODEC(ZSTD(1)),
    agent_id String CODEC(ZSTD(1)),
    parent_agent_id String CODEC(ZSTD(1)),
    agent_type LowCardinality(String),
    request_class LowCardinality(String),
    prompt_id String CODEC(ZSTD(1)),
    client_request_id String CODEC(ZSTD(1)),
    recovery_mode LowCardinality(String),
    requested_model LowCardinality(String),
    model LowCardinality(String),
    request_id String CODEC(ZSTD(1)),
    message_id String CODEC(ZSTD(1)),
    is_stream UInt8,
    request_bytes Nullable(UInt64) CODEC(ZSTD(1)),
    response_bytes Nullable(UInt64) CODEC(ZSTD(1)),
    status_code UInt16,
    -- Empty: answered.
    failure LowCardinality(String),
    -- answered, failed, broken or client_gone
    outcome LowCardinality(String),
    stop_reason LowCardinality(String),
    first_byte_ms Nullable(Float64) CODEC(ZSTD(1)),
    first_token_ms Nullable(Float64) CODEC(ZSTD(1)),
    duration_ms Nullable(Float64) CODEC(ZSTD(1)),
    unread_encoding LowCardinality(String),
    input_tokens Nullable(UInt64) CODEC(ZSTD(1)),
    output_tokens Nullable(UInt64) CODEC(ZSTD(1)),
    cache_read_tokens Nullable(UInt64) CODEC(ZSTD(1)),
    cache_write_5m_tokens Nullable(UInt64) CODEC(ZSTD(1)),
    cache_write_1h_tokens Nullable(UInt64) CODEC(ZSTD(1)),
    web_search_requests Nullable(UInt64) CODEC(ZSTD(1)),
    speed LowCardinality(String),
    service_tier LowCardinality(String),
    inference_geo LowCardinality(String),
    cost_usd Nullable(Decimal(38, 12)) CODEC(ZSTD(1)),
    attempts UInt32,
    rate_limits Map(LowCardinality(String), String) CODEC(ZSTD(1))
) ENGINE = ReplacingMergeTree()
PARTITION BY toYYYYMM(time)
ORDER BY (time, call_id)
SETTINGS non_replicated_deduplication_window = 10000;

CREATE MATERIALIZED VIEW IF NOT EXISTS gateway_calls_mv/*cluster*/ TO gateway_calls AS
SELECT
    toDateTime64(stream.time, 3, 'UTC') AS time,
    stream.attributes['call.id'] AS call_id,
    stream.attributes['operation'] AS operation,
    stream.attributes['client'] AS client,
    stream.attributes['client.version'] AS client_version,
    stream.attributes['session.id'] AS session_id,
    stream.attributes['agent.id'] AS agent_id,
    stream.attributes['agent.parent_id'] AS parent_agent_id,
    stream.attributes['agent.type'] AS agent_type,
    stream.attributes['request.class'] AS request_class,
    stream.attributes['prompt.id'] AS prompt_id,
    stream.attributes['client_request_id'] AS client_request_id,
    stream.attributes['recovery.mode'] AS recovery_mode,
    stream.attributes['model.requested'] AS requested_model,
    stream.attributes['model'] AS model,
    stream.attributes['request_id'] AS request_id,
    stream.attributes['message_id'] AS message_id,
    toUInt8(stream.attributes['stream'] = 'true') AS is_stream,
    toUInt64OrNull(stream.attributes['request_bytes']) AS request_bytes,
    toUInt64OrNull(stream.attributes['response_bytes']) AS response_bytes,
    toUInt16OrZero(stream.attributes['status_code']) AS status_code,
    stream.attributes['failure'] AS failure,
    stream.attributes['end'] AS outcome,
    stream.attributes['stop_reason'] AS stop_reason,
    toFloat64OrNull(stream.attributes['first_byte_ms']) AS first_byte_ms,
    toFloat64OrNull(stream.attributes['first_token_ms']) AS first_token_ms,
    toFloat64OrNull(stream.attributes['duration_ms']) AS duration_ms,
    stream.attributes['unread_encoding'] AS unread_encoding,
    toUInt64OrNull(stream.attributes['input_tokens']) AS input_tokens,
    toUInt64OrNull(stream.attributes['output_tokens']) AS output_tokens,
    toUInt64OrNull(stream.attributes['cache_read_tokens']) AS cache_read_tokens,
    toUInt64OrNull(stream.attributes['cache_write_5m_tokens']) AS cache_write_5m_tokens,
    toUInt64OrNull(stream.attributes['cache_write_1h_tokens']) AS cache_write_1h_tokens,
    toUInt64OrNull(stream.attributes['web_search_requests']) AS web_search_requests,
    stream.attributes['speed'] AS speed,
    stream.attributes['service_tier'] AS service_tier,
    stream.attributes['inference_geo'] AS inference_geo,
    toDecimal128OrNull(stream.attributes['cost_usd'], 12) AS cost_usd,
    toUInt32OrZero(stream.attributes['attempts']) AS attempts,
    mapApply((name, value) -> (substring(name, 11), value), mapFilter((name, value) -> startsWith(name, 'ratelimit.'), stream.attributes)) AS rate_limits
FROM coxswain_event_stream AS stream
WHERE event = 'coxswain.gateway_call';

-- Each attempt of those calls: what was sent, what came of it. Read with FINAL.
CREATE TABLE IF NOT EXISTS gateway_attempts/*cluster*/ (
    time DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    call_id String CODEC(ZSTD(1)),
    attempt UInt32,
    session_id String CODEC(ZSTD(1)),
    strategy LowCardinality(String),
    model LowCardinality(String),
    requested_model LowCardinality(String),
    -- About, by the request's bytes.
    prompt_tokens Nullable(UInt64) CODEC(ZSTD(1)),
    prompt_size LowCardinality(String),
    request_id String CODEC(ZSTD(1)),
    status_code UInt16,
    -- Empty: answered.
    failure LowCardinality(String),
    -- The failure that led to this attempt; empty for the first.
    cause LowCardinality(String),
    reason LowCardinality(String),
    -- Where a strategy changed the prompt: the client's, and what was sent, an estimate.
    initial_tokens Nullable(UInt64) CODEC(ZSTD(1)),
    final_tokens Nullable(UInt64) CODEC(ZSTD(1)),
    wait_ms Nullable(Float64) CODEC(ZSTD(1)),
    duration_ms Nullable(Float64) CODEC(ZSTD(1)),
    -- Of a failed attempt, for the tokens it told.
    cost_usd Nullable(Decimal(38, 12)) CODEC(ZSTD(1))
) ENGINE = ReplacingMergeTree()
PARTITION BY toYYYYMM(time)
ORDER BY (time, call_id, attempt)
SETTINGS non_replicated_deduplication_window = 10000;

CREATE MATERIALIZED VIEW IF NOT EXISTS gateway_attempts_mv/*cluster*/ TO gateway_attempts AS
SELECT
    toDateTime64(stream.time, 3, 'UTC') AS time,
    stream.attributes['call.id'] AS call_id,
    toUInt32OrZero(stream.attributes['attempt']) AS attempt,
    stream.attributes['session.id'] AS session_id,
    stream.attributes['strategy'] AS strategy,
    stream.attributes['model'] AS model,
    stream.attributes['model.requested'] AS requested_model,
    toUInt64OrNull(stream.attributes['prompt_tokens']) AS prompt_tokens,
    stream.attributes['prompt_size'] AS prompt_size,
    stream.attributes['request_id'] AS request_id,
    toUInt16OrZero(stream.attributes['status_code']) AS status_code,
    stream.attributes['failure'] AS failure,
    stream.attributes['cause'] AS cause,
    stream.attributes['reason'] AS reason,
    toUInt64OrNull(stream.attributes['initial_tokens']) AS initial_tokens,
    toUInt64OrNull(stream.attributes['final_tokens']) AS final_tokens,
    toFloat64OrNull(stream.attributes['wait_ms']) AS wait_ms,
    toFloat64OrNull(stream.attributes['duration_ms']) AS duration_ms,
    toDecimal128OrNull(stream.attributes['cost_usd'], 12) AS cost_usd
FROM coxswain_event_stream AS stream
WHERE event = 'coxswain.gateway_attempt';
