INSERT INTO coxswain_usage_marks (session_id, at, stamp)
SELECT session_id, now64(3) - toIntervalMillisecond({ago_ms:Int64}), rand64()
FROM (
    SELECT DISTINCT o_session_id AS session_id FROM api_requests
    UNION DISTINCT
    SELECT DISTINCT tupleElement(t_owner, 'session_id') FROM api_requests
    UNION DISTINCT
    SELECT DISTINCT session_id FROM coxswain_usage_hours
    UNION DISTINCT
    SELECT DISTINCT session_id FROM coxswain_requests
    UNION DISTINCT
    SELECT DISTINCT session_id FROM coxswain_tool_keys)
