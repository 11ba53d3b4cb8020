INSERT INTO api_errors (error_key, sources, last_seen, request_id, t_owner, t_error_type, t_status_code, t_is_final, t_attempt, t_retry_in_ms)
FORMAT RowBinary
