-- One resolved row per request: for each field the source that knows it better, its price by the price list, and what counts.
-- Tokens come as a whole from the source with the larger snapshot (a half-written transcript loses to the final event), the transcript when equal:
-- it splits cache writes. Duration, time to first token, reported cost, query source and agent come from the event.
CREATE VIEW IF NOT EXISTS requests_resolved/*cluster*/ AS
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
FROM api_requests FINAL;

-- The same with its price. computed_cost_usd is NULL when the price list has no row for the model at that time and speed.
CREATE VIEW IF NOT EXISTS requests_priced/*cluster*/ AS
WITH
    p.model_id != '' AND r.time < p.effective_to AS has_price,
    r.input_tokens + r.cache_read_tokens + r.cache_write_5m_tokens + r.cache_write_1h_tokens AS prompt_tokens,
    p.long_above_tokens > 0 AND prompt_tokens > p.long_above_tokens AS is_long,
    if(is_long, p.long_input_usd, p.input_usd) AS input_usd,
    if(is_long, p.long_cache_write_5m_usd, p.cache_write_5m_usd) AS write_5m_usd,
    if(is_long, p.long_cache_write_1h_usd, p.cache_write_1h_usd) AS write_1h_usd,
    if(is_long, p.long_cache_read_usd, p.cache_read_usd) AS read_usd,
    if(is_long, p.long_output_usd, p.output_usd) AS output_usd,
    if(r.service_tier = 'batch' AND r.speed != 'fast', p.batch_factor, toDecimal128(1, 4))
        * if(r.inference_geo = 'us', p.us_factor, toDecimal128(1, 4)) AS factor
SELECT
    r.*,
    if(has_price, toDecimal128(
        (r.input_tokens * input_usd + r.cache_write_5m_tokens * write_5m_usd + r.cache_write_1h_tokens * write_1h_usd
            + r.cache_read_tokens * read_usd + r.output_tokens * output_usd) * factor, 12)
        + r.web_search_requests * p.web_search_usd, NULL) AS computed_cost_usd,
    prompt_tokens,
    toFloat64(input_usd * factor) AS input_rate,
    toFloat64(write_5m_usd * factor) AS write_5m_rate,
    toFloat64(write_1h_usd * factor) AS write_1h_rate,
    toFloat64(read_usd * factor) AS read_rate,
    toFloat64(output_usd * factor) AS output_rate,
    toFloat64(factor) AS rate_factor
FROM (SELECT *, toUInt8(speed = 'fast') AS is_fast FROM requests_resolved) AS r
ASOF LEFT JOIN prices AS p ON r.model_id = p.model_id AND r.is_fast = p.is_fast AND r.time >= p.effective_from;
