INSERT INTO tool_calls (tool_use_id, sources, last_seen, t_owner, t_tool_name, t_request_key, t_called_at, t_finished_at, t_success, t_input_bytes,
    t_result_bytes, t_target, t_decision, t_decision_source)
FORMAT RowBinary
