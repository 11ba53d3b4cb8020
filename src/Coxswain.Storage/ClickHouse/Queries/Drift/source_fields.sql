-- Of the requests both sources told of: how many have each field from one and from the other.
WITH both AS
(
    SELECT *, t_project, t_branch, t_input_tokens, t_output_tokens, t_cache_read_tokens, t_cache_write_5m_tokens, t_cache_write_1h_tokens, t_thinking_tokens,
        t_web_search_requests
    FROM api_requests FINAL
    WHERE bitAnd(sources, 3) = 3
        AND last_seen >= toDateTime(intDiv({since_ms:Int64}, 1000), 'UTC') AND last_seen < toDateTime(intDiv({until_ms:Int64}, 1000), 'UTC')
)
SELECT
    tupleElement(field, 1) AS name,
    toInt64(tupleElement(field, 2)) AS requests,
    toInt64(tupleElement(field, 3)) AS otlp,
    toInt64(tupleElement(field, 4)) AS transcript
FROM
(
    SELECT arrayJoin([
        ('input_tokens', count(), countIf(o_input_tokens IS NOT NULL), countIf(t_input_tokens IS NOT NULL)),
        ('output_tokens', count(), countIf(o_output_tokens IS NOT NULL), countIf(t_output_tokens IS NOT NULL)),
        ('cache_read_tokens', count(), countIf(o_cache_read_tokens IS NOT NULL), countIf(t_cache_read_tokens IS NOT NULL)),
        ('cache_write_5m_tokens', count(), countIf(o_cache_write_5m_tokens IS NOT NULL), countIf(t_cache_write_5m_tokens IS NOT NULL)),
        ('cache_write_1h_tokens', count(), countIf(o_cache_write_1h_tokens IS NOT NULL), countIf(t_cache_write_1h_tokens IS NOT NULL)),
        ('thinking_tokens', count(), 0, countIf(t_thinking_tokens IS NOT NULL)),
        ('web_search_requests', count(), 0, countIf(t_web_search_requests IS NOT NULL)),
        ('reported_cost', count(), countIf(o_cost_usd IS NOT NULL), countIf(t_reported_cost_usd IS NOT NULL)),
        ('duration_ms', count(), countIf(o_duration_ms IS NOT NULL), 0),
        ('ttft_ms', count(), countIf(o_ttft_ms IS NOT NULL), 0),
        ('model', count(), countIf(o_model != ''), countIf(t_model != '')),
        ('requested_model', count(), 0, countIf(t_requested_model != '')),
        ('stop_reason', count(), 0, countIf(t_stop_reason != '')),
        ('speed', count(), countIf(o_speed != ''), countIf(t_speed != '')),
        ('service_tier', count(), 0, countIf(t_service_tier != '')),
        ('inference_geo', count(), 0, countIf(t_inference_geo != '')),
        ('effort', count(), countIf(o_effort != ''), countIf(t_effort != '')),
        ('query_source', count(), countIf(o_query_source != ''), countIf(t_query_source != '')),
        ('agent_name', count(), countIf(o_agent_name != ''), 0),
        ('client_request_id', count(), countIf(o_client_request_id != ''), 0),
        ('project', count(), 0, countIf(t_project != '')),
        ('branch', count(), 0, countIf(t_branch != '')),
        ('shape_hash', count(), 0, countIf(t_shape_hash != ''))]) AS field
    FROM both
)
WHERE requests > 0
ORDER BY name
