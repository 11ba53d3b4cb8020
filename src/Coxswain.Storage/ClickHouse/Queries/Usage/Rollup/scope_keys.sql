-- Keys of all requests that the sums of the pass's sessions depend on.
INSERT INTO coxswain_usage_scope (pass, is_key, value)
WITH
    chosen AS (SELECT value FROM coxswain_usage_scope WHERE pass = {pass:UInt64} AND NOT is_key),
    told AS (
        SELECT request_key, message_id
        FROM api_requests
        WHERE o_session_id IN (SELECT value FROM chosen) AND (o_session_id != '' OR tupleElement(t_owner, 'session_id') = '' OR bitAnd(sources, 3) = 1)
        UNION ALL
        SELECT request_key, message_id
        FROM api_requests
        WHERE tupleElement(t_owner, 'session_id') IN (SELECT value FROM chosen) AND tupleElement(t_owner, 'session_id') != '')
SELECT DISTINCT {pass:UInt64}, 1, request_key
FROM (
    SELECT request_key FROM told
    UNION ALL
    SELECT request_key FROM coxswain_request_messages WHERE message_hash IN (SELECT xxh3(message_id) FROM told WHERE message_id != '')
    UNION ALL
    SELECT request_id FROM gateway_calls WHERE request_id != '' AND session_id != '' AND session_id IN (SELECT value FROM chosen))
