INSERT INTO api_requests (request_key, sources, last_seen, request_id, message_id, t_owner, t_last_time,
    before_060_t_input_tokens, before_060_t_output_tokens, before_060_t_cache_read_tokens, before_060_t_cache_write_5m_tokens, before_060_t_cache_write_1h_tokens, before_060_t_thinking_tokens, before_060_t_web_search_requests,
    t_reported_cost_usd, t_model, t_requested_model, t_stop_reason, t_speed, t_service_tier, t_inference_geo, t_effort, t_query_source, t_shape_hash)
FORMAT RowBinary
