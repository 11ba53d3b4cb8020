-- One row per compaction. Event and transcript share no id; session, trigger and the tokens before it name the same one. Read with FINAL.
CREATE TABLE IF NOT EXISTS compactions/*cluster*/ (
    compaction_key String CODEC(ZSTD(1)),
    sources SimpleAggregateFunction(groupBitOr, UInt8),
    last_seen SimpleAggregateFunction(max, DateTime('UTC')) DEFAULT now('UTC') CODEC(ZSTD(1)),
    o_time SimpleAggregateFunction(max, Nullable(DateTime64(3, 'UTC'))) CODEC(ZSTD(1)),
    o_session_id SimpleAggregateFunction(max, String) CODEC(ZSTD(1)),
    o_trigger SimpleAggregateFunction(max, String) CODEC(ZSTD(1)),
    o_success SimpleAggregateFunction(max, Nullable(UInt8)) CODEC(ZSTD(1)),
    o_duration_ms SimpleAggregateFunction(max, Nullable(UInt64)) CODEC(ZSTD(1)),
    o_pre_tokens SimpleAggregateFunction(max, Nullable(UInt64)) CODEC(ZSTD(1)),
    o_post_tokens SimpleAggregateFunction(max, Nullable(UInt64)) CODEC(ZSTD(1)),
    o_error SimpleAggregateFunction(max, String) CODEC(ZSTD(1)),
    o_prompt_id SimpleAggregateFunction(max, String) CODEC(ZSTD(1)),
    o_agent_id SimpleAggregateFunction(max, String) CODEC(ZSTD(1)),
    o_precompute_reuse SimpleAggregateFunction(max, String) CODEC(ZSTD(1)),
    t_owner SimpleAggregateFunction(min, Tuple(
        side UInt8,
        time DateTime64(3, 'UTC'),
        session_id String,
        project String,
        branch String,
        version String,
        agent_id String,
        prompt_id String)) DEFAULT (255, '2299-12-31 00:00:00.000', '', '', '', '', '', '') CODEC(ZSTD(1)),
    t_trigger SimpleAggregateFunction(max, String) CODEC(ZSTD(1)),
    t_pre_tokens SimpleAggregateFunction(max, Nullable(UInt64)) CODEC(ZSTD(1)),
    t_post_tokens SimpleAggregateFunction(max, Nullable(UInt64)) CODEC(ZSTD(1)),
    t_duration_ms SimpleAggregateFunction(max, Nullable(UInt64)) CODEC(ZSTD(1)),
    time Nullable(DateTime64(3, 'UTC')) ALIAS coalesce(o_time, if(tupleElement(identity(t_owner), 'side') = 255, NULL, tupleElement(identity(t_owner), 'time'))),
    session_id String ALIAS if(o_session_id != '', o_session_id, tupleElement(identity(t_owner), 'session_id')),
    prompt_id String ALIAS if(o_prompt_id != '', o_prompt_id, tupleElement(identity(t_owner), 'prompt_id')),
    agent_id String ALIAS if(o_agent_id != '', o_agent_id, tupleElement(identity(t_owner), 'agent_id')),
    project String ALIAS tupleElement(identity(t_owner), 'project'),
    branch String ALIAS tupleElement(identity(t_owner), 'branch'),
    trigger String ALIAS if(o_trigger != '', o_trigger, t_trigger),
    pre_tokens Nullable(UInt64) ALIAS coalesce(o_pre_tokens, t_pre_tokens),
    post_tokens Nullable(UInt64) ALIAS coalesce(o_post_tokens, nullIf(t_post_tokens, 0)),
    duration_ms Nullable(UInt64) ALIAS coalesce(o_duration_ms, nullIf(t_duration_ms, 0)),
    success Nullable(UInt8) ALIAS o_success
) ENGINE = AggregatingMergeTree()
ORDER BY compaction_key
SETTINGS non_replicated_deduplication_window = 10000;

CREATE MATERIALIZED VIEW IF NOT EXISTS compactions_mv/*cluster*/ TO compactions AS
WITH
    (text -> if(ifNull(toFloat64OrNull(text), -1) BETWEEN 0 AND 1e15,
        coalesce(toUInt64OrNull(text), accurateCastOrNull(round(toFloat64OrNull(text)), 'UInt64')), NULL)) AS count_of,
    (text -> multiIf(text IN ('true', '1'), 1, text IN ('false', '0'), 0, NULL)::Nullable(UInt8)) AS flag_of
SELECT
    if(ifNull(count_of(attributes['pre_tokens']), 0) > 0, concat(session_id, ':', attributes['trigger'], ':', toString(count_of(attributes['pre_tokens']))), concat('otlp:', concat(session_id, ':', attributes['event.sequence'], ':', toString(toUnixTimestamp64Nano(time))))) AS compaction_key,
    toUInt8(1) AS sources,
    toDateTime(time, 'UTC') AS last_seen,
    toDateTime64(time, 3, 'UTC') AS o_time,
    session_id AS o_session_id,
    attributes['trigger'] AS o_trigger,
    flag_of(attributes['success']) AS o_success,
    count_of(attributes['duration_ms']) AS o_duration_ms,
    count_of(attributes['pre_tokens']) AS o_pre_tokens,
    count_of(attributes['post_tokens']) AS o_post_tokens,
    attributes['error'] AS o_error,
    attributes['prompt.id'] AS o_prompt_id,
    attributes['agent_id'] AS o_agent_id,
    attributes['precompute_reuse'] AS o_precompute_reuse
FROM client_event_stream
WHERE event = 'compaction';

-- One row per subagent run. total_tokens is the final request's, as the client counts it, not a sum. Read with FINAL.
CREATE TABLE IF NOT EXISTS subagents/*cluster*/ (
    subagent_key String CODEC(ZSTD(1)),
    sources SimpleAggregateFunction(groupBitOr, UInt8),
    last_seen SimpleAggregateFunction(max, DateTime('UTC')) DEFAULT now('UTC') CODEC(ZSTD(1)),
    o_time SimpleAggregateFunction(max, Nullable(DateTime64(3, 'UTC'))) CODEC(ZSTD(1)),
    o_session_id SimpleAggregateFunction(max, String) CODEC(ZSTD(1)),
    o_agent_id SimpleAggregateFunction(max, String) CODEC(ZSTD(1)),
    o_prompt_id SimpleAggregateFunction(max, String) CODEC(ZSTD(1)),
    o_agent_type SimpleAggregateFunction(max, String) CODEC(ZSTD(1)),
    o_agent_source SimpleAggregateFunction(max, String) CODEC(ZSTD(1)),
    o_is_built_in SimpleAggregateFunction(max, Nullable(UInt8)) CODEC(ZSTD(1)),
    o_is_async SimpleAggregateFunction(max, Nullable(UInt8)) CODEC(ZSTD(1)),
    o_total_tokens SimpleAggregateFunction(max, Nullable(UInt64)) CODEC(ZSTD(1)),
    o_total_tool_uses SimpleAggregateFunction(max, Nullable(UInt64)) CODEC(ZSTD(1)),
    o_duration_ms SimpleAggregateFunction(max, Nullable(UInt64)) CODEC(ZSTD(1)),
    o_model SimpleAggregateFunction(max, String) CODEC(ZSTD(1)),
    o_final_model SimpleAggregateFunction(max, String) CODEC(ZSTD(1)),
    o_model_swapped SimpleAggregateFunction(max, Nullable(UInt8)) CODEC(ZSTD(1)),
    o_plugin_name SimpleAggregateFunction(max, String) CODEC(ZSTD(1)),
    o_plugin_id_hash SimpleAggregateFunction(max, String) CODEC(ZSTD(1)),
    t_owner SimpleAggregateFunction(min, Tuple(
        side UInt8,
        time DateTime64(3, 'UTC'),
        session_id String,
        project String,
        branch String,
        version String,
        agent_id String)) DEFAULT (255, '2299-12-31 00:00:00.000', '', '', '', '', '') CODEC(ZSTD(1)),
    t_agent_type SimpleAggregateFunction(max, String) CODEC(ZSTD(1)),
    t_description SimpleAggregateFunction(max, String) CODEC(ZSTD(1)),
    t_tool_use_id SimpleAggregateFunction(max, String) CODEC(ZSTD(1)),
    t_spawn_depth SimpleAggregateFunction(max, Nullable(UInt64)) CODEC(ZSTD(1)),
    t_model SimpleAggregateFunction(max, String) CODEC(ZSTD(1)),
    t_workflow_run_id SimpleAggregateFunction(max, String) CODEC(ZSTD(1)),
    session_id String ALIAS if(o_session_id != '', o_session_id, tupleElement(identity(t_owner), 'session_id')),
    agent_id String ALIAS if(o_agent_id != '', o_agent_id, tupleElement(identity(t_owner), 'agent_id')),
    project String ALIAS tupleElement(identity(t_owner), 'project'),
    branch String ALIAS tupleElement(identity(t_owner), 'branch'),
    agent_type String ALIAS if(t_agent_type != '', t_agent_type, o_agent_type),
    model String ALIAS if(o_final_model != '', o_final_model, if(o_model != '', o_model, t_model))
) ENGINE = AggregatingMergeTree()
ORDER BY subagent_key
SETTINGS non_replicated_deduplication_window = 10000;

CREATE MATERIALIZED VIEW IF NOT EXISTS subagents_mv/*cluster*/ TO subagents AS
WITH
    (text -> if(ifNull(toFloat64OrNull(text), -1) BETWEEN 0 AND 1e15,
        coalesce(toUInt64OrNull(text), accurateCastOrNull(round(toFloat64OrNull(text)), 'UInt64')), NULL)) AS count_of,
    (text -> multiIf(text IN ('true', '1'), 1, text IN ('false', '0'), 0, NULL)::Nullable(UInt8)) AS flag_of
SELECT
    if(attributes['agent_id'] != '', concat(session_id, ':', attributes['agent_id']), concat('otlp:', concat(session_id, ':', attributes['event.sequence'], ':', toString(toUnixTimestamp64Nano(time))))) AS subagent_key,
    toUInt8(1) AS sources,
    toDateTime(time, 'UTC') AS last_seen,
    toDateTime64(time, 3, 'UTC') AS o_time,
    session_id AS o_session_id,
    attributes['agent_id'] AS o_agent_id,
    attributes['prompt.id'] AS o_prompt_id,
    attributes['agent_type'] AS o_agent_type,
    attributes['agent.source'] AS o_agent_source,
    flag_of(attributes['is_built_in']) AS o_is_built_in,
    flag_of(attributes['is_async']) AS o_is_async,
    count_of(attributes['total_tokens']) AS o_total_tokens,
    count_of(attributes['total_tool_uses']) AS o_total_tool_uses,
    count_of(attributes['duration_ms']) AS o_duration_ms,
    attributes['model'] AS o_model,
    attributes['final_model'] AS o_final_model,
    flag_of(attributes['model_swapped']) AS o_model_swapped,
    attributes['plugin.name'] AS o_plugin_name,
    attributes['plugin_id_hash'] AS o_plugin_id_hash
FROM client_event_stream
WHERE event = 'subagent_completed';
