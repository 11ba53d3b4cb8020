-- Switches of the model by the gateway pass the same way as what else Coxswain tells (080).
ALTER TABLE coxswain_event_stream_mv/*cluster*/ MODIFY QUERY
SELECT Timestamp AS time, Body AS event, LogAttributes AS attributes
FROM otel_logs
WHERE startsWith(Body, 'coxswain.gateway_') OR Body = 'coxswain.model_switch';

-- One row for each switch: what was known when it was made. Read with FINAL.
CREATE TABLE IF NOT EXISTS model_switches/*cluster*/ (
    time DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    call_id String CODEC(ZSTD(1)),
    session_id String CODEC(ZSTD(1)),
    -- Empty: the main conversation.
    agent_id String CODEC(ZSTD(1)),
    from_model LowCardinality(String),
    to_model LowCardinality(String),
    moment LowCardinality(String),
    is_forced UInt8,
    why String CODEC(ZSTD(1)),
    budget LowCardinality(String),
    -- 1: all of it.
    budget_share Nullable(Float64) CODEC(ZSTD(1)),
    -- NULL, as with the three below: a price was not known. low and high are the ends of the 80 % interval.
    expected_saving_usd Nullable(Decimal(38, 12)) CODEC(ZSTD(1)),
    low_usd Nullable(Decimal(38, 12)) CODEC(ZSTD(1)),
    high_usd Nullable(Decimal(38, 12)) CODEC(ZSTD(1)),
    staying_usd Nullable(Decimal(38, 12)) CODEC(ZSTD(1)),
    -- What the old model's cache held. NULL: not told, or no number.
    warm_tokens Nullable(Int64) CODEC(ZSTD(1)),
    -- As it was told. Empty: nothing is held.
    warm_until_ms String CODEC(ZSTD(1)),
    cache_lifetime LowCardinality(String),
    token_factor Nullable(Float64) CODEC(ZSTD(1))
) ENGINE = ReplacingMergeTree()
PARTITION BY toYYYYMM(time)
ORDER BY (time, call_id, to_model)
SETTINGS non_replicated_deduplication_window = 10000;

CREATE MATERIALIZED VIEW IF NOT EXISTS model_switches_mv/*cluster*/ TO model_switches AS
WITH
    toFloat64OrNull(stream.attributes['budget_share']) AS share,
    toFloat64OrNull(stream.attributes['token_factor']) AS factor
SELECT
    toDateTime64(stream.time, 3, 'UTC') AS time,
    stream.attributes['call.id'] AS call_id,
    stream.attributes['session.id'] AS session_id,
    stream.attributes['agent.id'] AS agent_id,
    stream.attributes['from'] AS from_model,
    stream.attributes['to'] AS to_model,
    stream.attributes['moment'] AS moment,
    toUInt8(stream.attributes['forced'] = 'true') AS is_forced,
    substringUTF8(stream.attributes['why'], 1, 1000) AS why,
    stream.attributes['budget'] AS budget,
    if(ifNull(isFinite(share), 0), share, NULL) AS budget_share,
    toDecimal128OrNull(stream.attributes['expected_saving_usd'], 12) AS expected_saving_usd,
    toDecimal128OrNull(stream.attributes['low_usd'], 12) AS low_usd,
    toDecimal128OrNull(stream.attributes['high_usd'], 12) AS high_usd,
    toDecimal128OrNull(stream.attributes['staying_usd'], 12) AS staying_usd,
    toInt64OrNull(stream.attributes['cache.warm_tokens']) AS warm_tokens,
    substringUTF8(stream.attributes['cache.until_ms'], 1, 30) AS warm_until_ms,
    stream.attributes['cache.lifetime'] AS cache_lifetime,
    if(ifNull(isFinite(factor), 0), factor, NULL) AS token_factor
FROM coxswain_event_stream AS stream
WHERE event = 'coxswain.model_switch';
