-- Brings the kept requests of the pass's sessions to what the view requests says; only rows that changed are written, all at once. The statement is sent with filters of tables
-- (additional_table_filters), so that the views below requests read no other requests than the pass's.
INSERT INTO coxswain_requests
SELECT
    time, session_id, request_key,
    request_id, prompt_id, agent_id, agent_name, agent_type, query_source, query_class, model, model_id,
    input_tokens, output_tokens, cache_read_tokens, cache_write_5m_tokens, cache_write_1h_tokens, writes_unsplit, thinking_tokens, web_search_requests,
    speed, service_tier, inference_geo, effort, duration_ms, ttft_ms, project, branch, version, sources, unknown_tokens, reported_cost_usd, computed_cost_usd, cost_usd, cost_status,
    facts_hash, kept_version + 1, NOT is_told
FROM (
    SELECT
        time, session_id::String AS session_id, request_key,
        request_id, prompt_id, agent_id, agent_name, agent_type, query_source, query_class, model, model_id,
        input_tokens, output_tokens, cache_read_tokens, cache_write_5m_tokens, cache_write_1h_tokens, writes_unsplit, thinking_tokens, web_search_requests,
        speed, service_tier, inference_geo, effort, duration_ms, ttft_ms, project, branch, version, sources, unknown_tokens, reported_cost_usd, computed_cost_usd, cost_usd, cost_status,
        cityHash64(toString((
            request_id, prompt_id, agent_id, agent_name, agent_type, query_source, query_class, model, model_id,
            input_tokens, output_tokens, cache_read_tokens, cache_write_5m_tokens, cache_write_1h_tokens, writes_unsplit, thinking_tokens, web_search_requests,
            speed, service_tier, inference_geo, effort, duration_ms, ttft_ms, project, branch, version, sources, unknown_tokens, reported_cost_usd, computed_cost_usd, cost_usd, cost_status))) AS facts_hash,
        1 AS is_told
    FROM requests
    WHERE session_id IN (SELECT value FROM coxswain_usage_scope WHERE pass = {pass:UInt64} AND NOT is_key)) AS told
FULL JOIN (
    SELECT time, session_id, request_key, facts_hash AS kept_hash, row_version AS kept_version, is_gone AS was_gone
    FROM coxswain_requests FINAL
    WHERE session_id IN (SELECT value FROM coxswain_usage_scope WHERE pass = {pass:UInt64} AND NOT is_key)) AS kept
USING (time, session_id, request_key)
WHERE if(is_told, kept_version = 0 OR was_gone OR kept_hash != facts_hash, NOT was_gone)
SETTINGS join_use_nulls = 0
