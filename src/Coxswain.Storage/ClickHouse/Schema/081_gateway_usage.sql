-- Calls through the gateway count as usage where nobody else tells of them: an SDK's, curl's, a client's without telemetry. They go to api_requests by their
-- request id, so that an event or a transcript line of the same request is the same row, whichever comes first, and then is what counts.
-- What an attempt told that no client saw the answer of: one that failed and was tried again, a part of a prompt. client to prompt_id: of the call.
ALTER TABLE gateway_attempts/*cluster*/
    ADD COLUMN IF NOT EXISTS client LowCardinality(String),
    ADD COLUMN IF NOT EXISTS client_version LowCardinality(String),
    ADD COLUMN IF NOT EXISTS agent_id String CODEC(ZSTD(1)),
    ADD COLUMN IF NOT EXISTS prompt_id String CODEC(ZSTD(1)),
    ADD COLUMN IF NOT EXISTS answered_model LowCardinality(String),
    ADD COLUMN IF NOT EXISTS input_tokens Nullable(UInt64) CODEC(ZSTD(1)),
    ADD COLUMN IF NOT EXISTS output_tokens Nullable(UInt64) CODEC(ZSTD(1)),
    ADD COLUMN IF NOT EXISTS cache_read_tokens Nullable(UInt64) CODEC(ZSTD(1)),
    ADD COLUMN IF NOT EXISTS cache_write_5m_tokens Nullable(UInt64) CODEC(ZSTD(1)),
    ADD COLUMN IF NOT EXISTS cache_write_1h_tokens Nullable(UInt64) CODEC(ZSTD(1)),
    ADD COLUMN IF NOT EXISTS web_search_requests Nullable(UInt64) CODEC(ZSTD(1)),
    ADD COLUMN IF NOT EXISTS speed LowCardinality(String),
    ADD COLUMN IF NOT EXISTS service_tier LowCardinality(String),
    ADD COLUMN IF NOT EXISTS inference_geo LowCardinality(String);

ALTER TABLE gateway_attempts_mv/*cluster*/ MODIFY QUERY
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
    toDecimal128OrNull(stream.attributes['cost_usd'], 12) AS cost_usd,
    stream.attributes['client'] AS client,
    stream.attributes['client.version'] AS client_version,
    stream.attributes['agent.id'] AS agent_id,
    stream.attributes['prompt.id'] AS prompt_id,
    stream.attributes['model.answered'] AS answered_model,
    toUInt64OrNull(stream.attributes['input_tokens']) AS input_tokens,
    toUInt64OrNull(stream.attributes['output_tokens']) AS output_tokens,
    toUInt64OrNull(stream.attributes['cache_read_tokens']) AS cache_read_tokens,
    toUInt64OrNull(stream.attributes['cache_write_5m_tokens']) AS cache_write_5m_tokens,
    toUInt64OrNull(stream.attributes['cache_write_1h_tokens']) AS cache_write_1h_tokens,
    toUInt64OrNull(stream.attributes['web_search_requests']) AS web_search_requests,
    stream.attributes['speed'] AS speed,
    stream.attributes['service_tier'] AS service_tier,
    stream.attributes['inference_geo'] AS inference_geo
FROM coxswain_event_stream AS stream
WHERE event = 'coxswain.gateway_attempt';

-- What was used, on its way to the tables; nothing is stored. side, as in api_requests.t_first: 254 what a client's call told; 253 the same, but its answer
-- could not be read, so that its counts are unknown; 252 an attempt whose answer no client saw.
CREATE TABLE IF NOT EXISTS gateway_usage_stream/*cluster*/ (
    request_key String,
    side UInt8,
    time DateTime64(3, 'UTC'),
    request_id String,
    outcome LowCardinality(String),
    client LowCardinality(String),
    client_version LowCardinality(String),
    session_id String,
    agent_id String,
    prompt_id String,
    model String,
    input_tokens UInt64,
    output_tokens UInt64,
    cache_read_tokens UInt64,
    cache_write_5m_tokens UInt64,
    cache_write_1h_tokens UInt64,
    web_search_requests UInt64,
    speed LowCardinality(String),
    service_tier LowCardinality(String),
    inference_geo LowCardinality(String)
) ENGINE = Null;

-- g_model has no place among the transcript's columns: of two texts the larger is kept.
ALTER TABLE api_requests/*cluster*/
    ADD COLUMN IF NOT EXISTS g_model SimpleAggregateFunction(max, String) CODEC(ZSTD(1));

-- The gateway's counts stand in the columns of the transcript's (060), below any of them: 0 from bit 253. So no report reads more than before.
CREATE MATERIALIZED VIEW IF NOT EXISTS gateway_usage_mv/*cluster*/ TO api_requests AS
WITH
    input_tokens + output_tokens + cache_read_tokens + cache_write_5m_tokens + cache_write_1h_tokens AS total,
    bitShiftLeft(toUInt256(output_tokens), 100) + bitShiftLeft(toUInt256(cache_write_1h_tokens), 150) + bitShiftLeft(toUInt256(total), 200) AS both
SELECT
    stream.request_key AS request_key,
    toUInt8(4) AS sources,
    toDateTime(stream.time, 'UTC') AS last_seen,
    stream.request_id AS request_id,
    (stream.side, stream.time, stream.session_id, '', '', toString(stream.client_version), toString(stream.client), stream.agent_id, stream.prompt_id)::Tuple(
        side UInt8, time DateTime64(3, 'UTC'), session_id String, project String, branch String, version String, entrypoint String, agent_id String, prompt_id String) AS t_owner,
    toUInt64(stream.side) * 72057594037927936 + toUInt64(toUnixTimestamp64Milli(stream.time)) AS t_first,
    both + toUInt256(input_tokens) + bitShiftLeft(toUInt256(cache_read_tokens), 50) AS t_counts,
    both + toUInt256(stream.inference_geo = 'us') + toUInt256(stream.service_tier = 'batch') * 2 + toUInt256(stream.speed = 'fast') * 4
        + toUInt256(least(web_search_requests, 1099511627775)) * 8 AS t_details,
    stream.model AS g_model
FROM gateway_usage_stream AS stream;

-- Answers a client got only a part of, and such without a request id. What came of them is the client's to tell, where it tells anything of the session: its
-- figure for the answer that came in the end has them in it.
CREATE TABLE IF NOT EXISTS gateway_client_told/*cluster*/ (
    request_key String CODEC(ZSTD(1)),
    session_id String CODEC(ZSTD(1)),
    outcome LowCardinality(String),
    time DateTime64(3, 'UTC') CODEC(ZSTD(1))
) ENGINE = ReplacingMergeTree()
ORDER BY request_key
SETTINGS non_replicated_deduplication_window = 10000;

CREATE MATERIALIZED VIEW IF NOT EXISTS gateway_client_told_mv/*cluster*/ TO gateway_client_told AS
SELECT request_key, session_id, outcome, time
FROM gateway_usage_stream
WHERE side != 252 AND session_id != '' AND (outcome != 'answered' OR request_id = '');

CREATE OR REPLACE VIEW gateway_left_to_client/*cluster*/ AS
SELECT request_key
FROM gateway_client_told
WHERE session_id IN (SELECT session_id FROM sessions WHERE bitAnd(sources, 3) != 0);

-- What cost something and was no answer that anybody got.
CREATE OR REPLACE VIEW gateway_unanswered/*cluster*/ AS
SELECT request_key FROM api_requests WHERE sources = 4 AND bitShiftRight(t_first, 56) = 252
UNION ALL
SELECT request_key FROM gateway_client_told WHERE outcome != 'answered';

CREATE MATERIALIZED VIEW IF NOT EXISTS gateway_calls_usage_mv/*cluster*/ TO gateway_usage_stream AS
SELECT
    if(called.request_id != '', called.request_id, concat('gateway:', called.call_id)) AS request_key,
    if(isNull(called.input_tokens) AND isNull(called.output_tokens), 253, 254)::UInt8 AS side,
    addMilliseconds(called.time, toInt64(round(ifNull(called.duration_ms, 0)))) AS time,
    called.request_id AS request_id,
    called.outcome AS outcome,
    called.client AS client,
    called.client_version AS client_version,
    called.session_id AS session_id,
    called.agent_id AS agent_id,
    called.prompt_id AS prompt_id,
    if(called.model != '', called.model, called.requested_model)::String AS model,
    ifNull(called.input_tokens, 0) AS input_tokens,
    ifNull(called.output_tokens, 0) AS output_tokens,
    ifNull(called.cache_read_tokens, 0) AS cache_read_tokens,
    ifNull(called.cache_write_5m_tokens, 0) AS cache_write_5m_tokens,
    ifNull(called.cache_write_1h_tokens, 0) AS cache_write_1h_tokens,
    ifNull(called.web_search_requests, 0) AS web_search_requests,
    called.speed AS speed,
    called.service_tier AS service_tier,
    called.inference_geo AS inference_geo
FROM gateway_calls AS called
WHERE called.operation = 'messages'
    AND (isNotNull(called.input_tokens) OR isNotNull(called.output_tokens) OR (called.unread_encoding != '' AND called.outcome = 'answered'));

CREATE MATERIALIZED VIEW IF NOT EXISTS gateway_attempts_usage_mv/*cluster*/ TO gateway_usage_stream AS
SELECT
    if(tried.request_id != '', tried.request_id, concat('gateway:', tried.call_id, ':', toString(tried.attempt))) AS request_key,
    toUInt8(252) AS side,
    addMilliseconds(tried.time, toInt64(round(ifNull(tried.duration_ms, 0)))) AS time,
    tried.request_id AS request_id,
    'unseen' AS outcome,
    tried.client AS client,
    tried.client_version AS client_version,
    tried.session_id AS session_id,
    tried.agent_id AS agent_id,
    tried.prompt_id AS prompt_id,
    if(tried.answered_model != '', tried.answered_model, tried.model)::String AS model,
    ifNull(tried.input_tokens, 0) AS input_tokens,
    ifNull(tried.output_tokens, 0) AS output_tokens,
    ifNull(tried.cache_read_tokens, 0) AS cache_read_tokens,
    ifNull(tried.cache_write_5m_tokens, 0) AS cache_write_5m_tokens,
    ifNull(tried.cache_write_1h_tokens, 0) AS cache_write_1h_tokens,
    ifNull(tried.web_search_requests, 0) AS web_search_requests,
    tried.speed AS speed,
    tried.service_tier AS service_tier,
    tried.inference_geo AS inference_geo
FROM gateway_attempts AS tried
WHERE isNotNull(tried.input_tokens) OR isNotNull(tried.output_tokens);

-- A session only the gateway knows is one too. What its client tells itself of version and times is not touched.
CREATE MATERIALIZED VIEW IF NOT EXISTS gateway_sessions_mv/*cluster*/ TO sessions AS
SELECT
    called.session_id AS session_id,
    toUInt8(4) AS sources,
    min(called.time) AS first_seen,
    max(called.time) AS last_seen,
    max((toDateTime64(0, 3, 'UTC'), toString(called.client_version))) AS latest_version
FROM gateway_calls AS called
WHERE called.session_id != ''
GROUP BY session_id;

-- Calls there were before. The same again changes nothing.
INSERT INTO gateway_usage_stream
SELECT
    if(called.request_id != '', called.request_id, concat('gateway:', called.call_id)), 254, addMilliseconds(called.time, toInt64(round(ifNull(called.duration_ms, 0)))),
    called.request_id, called.outcome, called.client, called.client_version, called.session_id, called.agent_id, called.prompt_id, if(called.model != '', called.model, called.requested_model),
    ifNull(called.input_tokens, 0), ifNull(called.output_tokens, 0), ifNull(called.cache_read_tokens, 0), ifNull(called.cache_write_5m_tokens, 0), ifNull(called.cache_write_1h_tokens, 0),
    ifNull(called.web_search_requests, 0), called.speed, called.service_tier, called.inference_geo
FROM gateway_calls AS called
WHERE called.operation = 'messages' AND (isNotNull(called.input_tokens) OR isNotNull(called.output_tokens));

INSERT INTO sessions (session_id, sources, first_seen, last_seen, latest_version)
SELECT session_id, 4, min(time), max(time), max((toDateTime64(0, 3, 'UTC'), toString(client_version)))
FROM gateway_calls
WHERE session_id != ''
GROUP BY session_id;

-- As before (041), also of requests the gateway told of.
CREATE OR REPLACE VIEW session_places/*cluster*/ AS
WITH
    groupArray((times, project, branch)) AS visits,
    if(length(visits) = 1,
        [(arrayMin(visits[1].1), toUInt32(1))],
        arrayCompact(change -> change.2, arraySort(arrayFlatten(arrayMap((visit, i) -> arrayMap(time -> (time, i), visit.1), visits, arrayEnumerate(visits)))))) AS changes
SELECT
    session_id,
    arrayMap(change -> (change.1, visits[change.2].2, visits[change.2].3), changes)::Array(Tuple(time DateTime64(3, 'UTC'), project String, branch String)) AS places
FROM
(
    SELECT session_id, project, branch, groupArray(time) AS times
    FROM
    (
        SELECT t_owner.session_id AS session_id, t_owner.time AS time, t_owner.project AS project, t_owner.branch AS branch
        FROM api_requests WHERE t_owner.project != ''
        UNION ALL
        SELECT t_owner.session_id, t_owner.time, t_owner.project, t_owner.branch
        FROM prompts WHERE t_owner.project != ''
        UNION ALL
        SELECT sessions.session_id, t_owner.time, t_owner.project, t_owner.branch
        FROM sessions WHERE t_owner.project != ''
    )
    WHERE session_id IN
    (
        SELECT o_session_id FROM api_requests WHERE sources IN (1, 5) AND o_session_id != ''
        UNION ALL
        SELECT t_owner.session_id FROM api_requests WHERE sources = 4 AND t_owner.session_id != ''
    )
    GROUP BY session_id, project, branch
)
GROUP BY session_id;

-- As before (073), with what the gateway told.
CREATE OR REPLACE VIEW requests_resolved/*cluster*/ AS
WITH
    bitTest(sources, 0) AS has_event,
    bitTest(sources, 1) AS has_transcript,
    -- What the gateway told stands in the transcript's columns, and counts only while nobody else told.
    has_event AND NOT has_transcript AS event_alone,
    bitShiftRight(t_first, 56) AS side,
    toUInt64(bitAnd(t_counts, 1125899906842623)) AS t_input,
    toUInt64(bitAnd(bitShiftRight(t_counts, 50), 1125899906842623)) AS t_read,
    toUInt64(bitAnd(bitShiftRight(t_counts, 100), 1125899906842623)) AS t_output,
    toUInt64(bitAnd(bitShiftRight(t_counts, 150), 1125899906842623)) AS t_writes_1h,
    toUInt64(bitAnd(bitShiftRight(t_counts, 200), 9007199254740991)) AS t_total,
    t_total - t_input - t_read - t_output AS t_writes,
    toUInt64(bitAnd(bitShiftRight(t_details, 43), 2251799813685247)) AS t_thinking,
    if(event_alone, 0, toUInt8(bitAnd(t_details, 7))) AS marks,
    -- Every client sends input and output tokens, and leaves out cache tokens it does not count: an absent cache count is 0, everything else is unknown.
    o_input_tokens AS o_input,
    o_output_tokens AS o_output,
    if(isNull(o_cache_read_tokens) AND NOT bitTest(o_bad_numbers, 4), 0, o_cache_read_tokens) AS o_read,
    if(isNull(o_cache_creation_tokens) AND NOT bitTest(o_bad_numbers, 5), 0, o_cache_creation_tokens) AS o_writes,
    o_input + o_output + o_read + o_writes AS o_total,
    event_alone OR (has_event AND ifNull(o_total > t_total, 0)) OR (sources = 4 AND side = 253) AS event_wins,
    if(event_wins, o_writes, t_writes) AS writes,
    ifNull(ifNull(o_cache_write_1h_tokens, 0) > 0 AND ifNull(o_cache_write_5m_tokens, 0) + ifNull(o_cache_write_1h_tokens, 0) = writes, 0) AS event_splits,
    multiIf(isNull(writes), NULL,
        NOT event_alone AND t_writes = assumeNotNull(writes) AND t_writes_1h > 0, t_writes_1h,
        event_splits, assumeNotNull(o_cache_write_1h_tokens), 0) AS writes_1h,
    multiIf(t_query_source != '' AND o_query_source = '', t_query_source, o_query_source) AS query_source_,
    if(o_agent_id != '' OR event_alone, o_agent_id, t_agent_id) AS agent_id_
SELECT
    request_key,
    request_id,
    message_id,
    o_client_request_id AS client_request_id,
    if(o_session_id != '' OR event_alone, o_session_id, t_session_id) AS session_id,
    if(o_prompt_id != '' OR event_alone, o_prompt_id, t_prompt_id) AS prompt_id,
    agent_id_ AS agent_id,
    o_agent_name AS agent_name,
    query_source_ AS query_source,
    multiIf(
        query_source_ LIKE 'agent:%' OR query_source_ = 'hook_agent', 'subagent',
        query_source_ = 'sdk' OR query_source_ LIKE 'repl\\_main\\_thread%', 'main',
        query_source_ != '', 'auxiliary',
        agent_id_ != '' OR (side IN (1, 3) AND has_transcript), 'subagent',
        sources = 4 AND t_session_id = '', 'api',
        'main') AS query_class,
    coalesce(if(side = 255 OR (event_alone AND side > 251), NULL, fromUnixTimestamp64Milli(toInt64(bitAnd(t_first, 72057594037927935)), 'UTC')), o_time, toDateTime64(last_seen, 3, 'UTC')) AS time,
    last_seen,
    toLowCardinality(multiIf(t_model != '', t_model, o_model != '', o_model, g_model)) AS model,
    -- As ModelId.Normalise does it.
    replaceRegexpOne(
        replaceRegexpOne(lower(trimBoth(model)), '^(?:.*/)?(?:(?:[a-z-]+\\.)?anthropic\\.)?', ''),
        '(?:-20[0-9]{6}|-latest)?(?:-v[0-9]+(?::[0-9]+k?)*)?(?:@[a-z0-9-]*)?(?:\\[1m\\])?$', '') AS model_id,
    t_requested_model AS requested_model,
    if(event_wins, o_input, t_input) AS input_tokens,
    if(event_wins, o_output, t_output) AS output_tokens,
    if(event_wins, o_read, t_read) AS cache_read_tokens,
    writes - writes_1h AS cache_write_5m_tokens,
    writes_1h AS cache_write_1h_tokens,
    NOT has_transcript AND NOT event_splits AND ifNull(ifNull(o_cache_write_5m_tokens, 0) != writes, 0) AS writes_unsplit,
    -- Of the counts it is a part of: the event's may be larger.
    if(t_thinking = 0 OR output_tokens != t_output, NULL, t_thinking - 1) AS thinking_tokens,
    if(event_alone, 0, toUInt64(bitAnd(bitShiftRight(t_details, 3), 1099511627775))) AS web_search_requests,
    o_speed = 'fast' OR bitTest(marks, 2) AS is_fast,
    bitTest(marks, 1) AS is_batch,
    bitTest(marks, 0) AS is_us,
    multiIf(is_fast, 'fast', o_speed = '' AND t_speed = '', '', 'normal') AS speed,
    multiIf(is_batch, 'batch', t_service_tier = 'batch', 'standard', t_service_tier) AS service_tier,
    multiIf(is_us, 'us', t_inference_geo = 'us', '', t_inference_geo) AS inference_geo,
    if(o_effort != '', o_effort, t_effort) AS effort,
    o_duration_ms AS duration_ms,
    o_ttft_ms AS ttft_ms,
    t_stop_reason AS stop_reason,
    t_project AS project,
    t_branch AS branch,
    if(o_version != '' OR event_alone, o_version, t_version) AS version,
    if(o_entrypoint != '' OR event_alone, o_entrypoint, t_entrypoint) AS entrypoint,
    sources,
    -- Which token counts are unknown: '' none, bad_numbers some were sent and are none, missing_numbers some were not sent.
    multiIf(NOT event_wins OR isNotNull(o_total), '',
        bitAnd(o_bad_numbers, 60) != 0, 'bad_numbers',
        'missing_numbers')::LowCardinality(String) AS unknown_tokens,
    o_bad_numbers AS bad_numbers,
    toDecimal128(toInt128(round(o_cost_usd * 1e12)), 0) * toDecimal128('0.000000000001', 12) AS o_reported_usd,
    coalesce(o_reported_usd, t_reported_cost_usd) AS reported_cost_usd,
    t_tries AS most_tries
FROM api_requests FINAL
WHERE request_key NOT IN (SELECT request_key FROM sidechain_replays)
    AND NOT (sources = 4 AND request_key IN (SELECT request_key FROM gateway_left_to_client));
