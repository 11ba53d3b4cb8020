-- One row per prompt, keyed by its message uuid (a forked session repeats it under another prompt id), else by its prompt id. Read with FINAL.
CREATE TABLE IF NOT EXISTS prompts/*cluster*/ (
    prompt_key String CODEC(ZSTD(1)),
    sources SimpleAggregateFunction(groupBitOr, UInt8),
    last_seen SimpleAggregateFunction(max, DateTime('UTC')) DEFAULT now('UTC') CODEC(ZSTD(1)),
    o_time SimpleAggregateFunction(max, Nullable(DateTime64(3, 'UTC'))) CODEC(ZSTD(1)),
    o_session_id SimpleAggregateFunction(max, String) CODEC(ZSTD(1)),
    o_prompt_id SimpleAggregateFunction(max, String) CODEC(ZSTD(1)),
    message_uuid SimpleAggregateFunction(max, String) CODEC(ZSTD(1)),
    o_length SimpleAggregateFunction(max, Nullable(UInt64)) CODEC(ZSTD(1)),
    o_command_name SimpleAggregateFunction(max, String) CODEC(ZSTD(1)),
    o_command_source SimpleAggregateFunction(max, String) CODEC(ZSTD(1)),
    o_text SimpleAggregateFunction(max, Nullable(String)) CODEC(ZSTD(1)),
    t_owner SimpleAggregateFunction(min, Tuple(
        side UInt8,
        time DateTime64(3, 'UTC'),
        session_id String,
        project String,
        branch String,
        version String,
        agent_id String,
        prompt_id String)) DEFAULT (255, '2299-12-31 00:00:00.000', '', '', '', '', '', '') CODEC(ZSTD(1)),
    t_length SimpleAggregateFunction(max, Nullable(UInt64)) CODEC(ZSTD(1)),
    t_text SimpleAggregateFunction(max, Nullable(String)) CODEC(ZSTD(1)),
    t_command SimpleAggregateFunction(max, String) CODEC(ZSTD(1)),
    t_permission_mode SimpleAggregateFunction(max, String) CODEC(ZSTD(1)),
    t_source SimpleAggregateFunction(max, String) CODEC(ZSTD(1)),
    time Nullable(DateTime64(3, 'UTC')) ALIAS coalesce(o_time, if(tupleElement(identity(t_owner), 'side') = 255, NULL, tupleElement(identity(t_owner), 'time'))),
    session_id String ALIAS if(o_session_id != '', o_session_id, tupleElement(identity(t_owner), 'session_id')),
    prompt_id String ALIAS if(o_prompt_id != '', o_prompt_id, tupleElement(identity(t_owner), 'prompt_id')),
    project String ALIAS tupleElement(identity(t_owner), 'project'),
    branch String ALIAS tupleElement(identity(t_owner), 'branch'),
    version String ALIAS tupleElement(identity(t_owner), 'version'),
    agent_id String ALIAS tupleElement(identity(t_owner), 'agent_id'),
    length Nullable(UInt64) ALIAS coalesce(o_length, t_length),
    text Nullable(String) ALIAS coalesce(t_text, o_text),
    command String ALIAS if(t_command != '', t_command, o_command_name)
) ENGINE = AggregatingMergeTree()
ORDER BY prompt_key
SETTINGS non_replicated_deduplication_window = 10000;

CREATE MATERIALIZED VIEW IF NOT EXISTS prompts_mv/*cluster*/ TO prompts AS
WITH
    (text -> if(ifNull(toFloat64OrNull(text), -1) BETWEEN 0 AND 1e15,
        coalesce(toUInt64OrNull(text), accurateCastOrNull(round(toFloat64OrNull(text)), 'UInt64')), NULL)) AS count_of
SELECT
    multiIf(attributes['message.uuid'] != '', attributes['message.uuid'], attributes['prompt.id'] != '', attributes['prompt.id'], concat('otlp:', concat(session_id, ':', attributes['event.sequence'], ':', toString(toUnixTimestamp64Nano(time))))) AS prompt_key,
    toUInt8(1) AS sources,
    toDateTime(time, 'UTC') AS last_seen,
    toDateTime64(time, 3, 'UTC') AS o_time,
    session_id AS o_session_id,
    attributes['prompt.id'] AS o_prompt_id,
    attributes['message.uuid'] AS message_uuid,
    nullIf(nullIf(attributes['prompt'], '<REDACTED>'), '') AS o_text,
    count_of(attributes['prompt_length']) AS o_length,
    attributes['command_name'] AS o_command_name,
    attributes['command_source'] AS o_command_source
FROM client_event_stream
WHERE event = 'user_prompt';
