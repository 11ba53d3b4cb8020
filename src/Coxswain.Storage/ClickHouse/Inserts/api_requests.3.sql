INSERT INTO api_requests (request_key, sources, last_seen, request_id, message_id, t_first_message_id, t_owner, t_first, t_last_time, t_counts, t_details,
    t_reported_cost_usd, t_model, t_requested_model, t_stop_reason, t_speed, t_service_tier, t_inference_geo, t_effort, t_query_source, t_shape_hash, t_tries)
FORMAT RowBinary
