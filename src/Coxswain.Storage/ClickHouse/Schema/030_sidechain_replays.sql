-- Requests that only repeat another one. A sidechain (a side question, /btw) may repeat the conversation's message under a request id of its own; nothing
-- was asked of a model for it. Such a copy is known only by transcripts and only from sidechains, and another request has its message id: one of the main
-- conversation or one an event tells of, else the best of the copies (largest, then earliest). Subagents' requests have message ids of their own.
-- Inside out: hashes of message ids under more than one key and in a sidechain (too many rather than too few, and cheap: no FINAL, no owner but its side);
-- their requests, merged; what of them does not count.
CREATE VIEW IF NOT EXISTS sidechain_replays/*cluster*/ AS
WITH
    arraySort(groupArray((
        sources = 2 AND side IN (1, 3) AS is_copy,
        -toInt128(tokens),
        time,
        request_key))) AS best_first
SELECT arrayJoin(arrayMap(request -> request.4, arrayFilter(request -> request.1, arraySlice(best_first, 2)))) AS request_key
FROM
(
    SELECT
        request_key,
        max(message_id) AS message,
        groupBitOr(sources) AS sources,
        min(t_owner.side) AS side,
        min(t_owner.time) AS time,
        ifNull(max(t_input_tokens), 0) + ifNull(max(t_output_tokens), 0) + ifNull(max(t_cache_read_tokens), 0)
            + ifNull(max(t_cache_write_5m_tokens), 0) + ifNull(max(t_cache_write_1h_tokens), 0) AS tokens
    FROM api_requests
    WHERE request_key IN
    (
        SELECT request_key
        FROM api_requests
        WHERE message_id != '' AND xxh3(message_id) IN
        (
            SELECT xxh3(message_id) AS message_hash
            FROM api_requests
            WHERE message_id != ''
            GROUP BY message_hash
            HAVING min(xxh3(request_key)) != max(xxh3(request_key)) AND max(t_owner.side IN (1, 3))
        )
    )
    GROUP BY request_key
)
GROUP BY message
HAVING length(best_first) > 1;

-- As before (021), without them.
CREATE OR REPLACE VIEW requests_resolved/*cluster*/ AS
WITH
    bitTest(sources, 0) AS has_event,
    bitTest(sources, 1) AS has_transcript,
    ifNull(o_input_tokens, 0) + ifNull(o_output_tokens, 0) + ifNull(o_cache_read_tokens, 0) + ifNull(o_cache_creation_tokens, 0) AS o_total,
    ifNull(t_cache_write_5m_tokens, 0) + ifNull(t_cache_write_1h_tokens, 0) AS t_writes,
    ifNull(t_input_tokens, 0) + ifNull(t_output_tokens, 0) + ifNull(t_cache_read_tokens, 0) + t_writes AS t_total,
    o_total > t_total AS event_wins,
    if(event_wins, ifNull(o_cache_creation_tokens, 0), t_writes) AS writes,
    ifNull(o_cache_write_1h_tokens, 0) > 0 AND ifNull(o_cache_write_5m_tokens, 0) + ifNull(o_cache_write_1h_tokens, 0) = writes AS event_splits,
    multiIf(t_writes = writes AND ifNull(t_cache_write_1h_tokens, 0) > 0, assumeNotNull(t_cache_write_1h_tokens),
        event_splits, assumeNotNull(o_cache_write_1h_tokens), 0) AS writes_1h,
    multiIf(t_query_source != '' AND o_query_source = '', t_query_source, o_query_source) AS query_source_,
    if(o_agent_id != '', o_agent_id, t_agent_id) AS agent_id_
SELECT
    request_key,
    request_id,
    message_id,
    o_client_request_id AS client_request_id,
    if(o_session_id != '', o_session_id, t_session_id) AS session_id,
    if(o_prompt_id != '', o_prompt_id, t_prompt_id) AS prompt_id,
    agent_id_ AS agent_id,
    o_agent_name AS agent_name,
    query_source_ AS query_source,
    multiIf(
        query_source_ LIKE 'agent:%' OR query_source_ = 'hook_agent', 'subagent',
        query_source_ = 'sdk' OR query_source_ LIKE 'repl\\_main\\_thread%', 'main',
        query_source_ != '', 'auxiliary',
        agent_id_ != '' OR (t_is_sidechain AND has_transcript), 'subagent',
        'main') AS query_class,
    coalesce(t_time, o_time, toDateTime64(last_seen, 3, 'UTC')) AS time,
    last_seen,
    toLowCardinality(if(t_model != '', t_model, o_model)) AS model,
    -- As ModelId.Normalise does it.
    replaceRegexpOne(
        replaceRegexpOne(lower(trimBoth(model)), '^(?:.*/)?(?:(?:[a-z-]+\\.)?anthropic\\.)?', ''),
        '(?:-20[0-9]{6}|-latest)?(?:-v[0-9]+(?::[0-9]+k?)*)?(?:@[a-z0-9-]*)?(?:\\[1m\\])?$', '') AS model_id,
    t_requested_model AS requested_model,
    if(event_wins, ifNull(o_input_tokens, 0), ifNull(t_input_tokens, 0)) AS input_tokens,
    if(event_wins, ifNull(o_output_tokens, 0), ifNull(t_output_tokens, 0)) AS output_tokens,
    if(event_wins, ifNull(o_cache_read_tokens, 0), ifNull(t_cache_read_tokens, 0)) AS cache_read_tokens,
    writes - writes_1h AS cache_write_5m_tokens,
    writes_1h AS cache_write_1h_tokens,
    NOT has_transcript AND NOT event_splits AND ifNull(o_cache_write_5m_tokens, 0) != writes AS writes_unsplit,
    t_thinking_tokens AS thinking_tokens,
    ifNull(t_web_search_requests, 0) AS web_search_requests,
    multiIf(o_speed = 'fast' OR t_speed = 'fast', 'fast', o_speed = '' AND t_speed = '', '', 'normal') AS speed,
    t_service_tier AS service_tier,
    t_inference_geo AS inference_geo,
    if(o_effort != '', o_effort, t_effort) AS effort,
    o_duration_ms AS duration_ms,
    o_ttft_ms AS ttft_ms,
    t_stop_reason AS stop_reason,
    t_project AS project,
    t_branch AS branch,
    if(o_version != '', o_version, t_version) AS version,
    if(o_entrypoint != '', o_entrypoint, t_entrypoint) AS entrypoint,
    sources,
    toDecimal128(if(isNotNull(o_cost_usd), round(o_cost_usd, 12), NULL), 12) AS o_reported_usd,
    coalesce(o_reported_usd, t_reported_cost_usd) AS reported_cost_usd
FROM api_requests FINAL
WHERE request_key NOT IN (SELECT request_key FROM sidechain_replays);
