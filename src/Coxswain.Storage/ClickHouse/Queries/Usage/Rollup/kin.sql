-- Sessions that may have changed with the pass's: those of their requests, and of requests that share a message with these. A request may move from one session to another
-- when more is told of it.
WITH
    chosen AS (SELECT value FROM coxswain_usage_scope WHERE pass = {pass:UInt64} AND NOT is_key),
    told AS (
        SELECT request_key, message_id
        FROM api_requests
        WHERE o_session_id IN (SELECT value FROM chosen) AND (o_session_id != '' OR tupleElement(t_owner, 'session_id') = '' OR bitAnd(sources, 3) = 1)
        UNION ALL
        SELECT request_key, message_id
        FROM api_requests
        WHERE tupleElement(t_owner, 'session_id') IN (SELECT value FROM chosen) AND tupleElement(t_owner, 'session_id') != ''),
    met AS (
        SELECT request_key FROM told
        UNION ALL
        SELECT request_key FROM coxswain_request_messages WHERE message_hash IN (SELECT xxh3(message_id) FROM told WHERE message_id != ''))
SELECT DISTINCT arrayJoin(
    if(o_session_id = '' AND (tupleElement(t_owner, 'session_id') = '' OR bitAnd(sources, 3) = 1), [''], [])
        || arrayFilter(one -> one != '', [o_session_id, tupleElement(t_owner, 'session_id')])) AS session
FROM api_requests
WHERE request_key IN (SELECT request_key FROM met) AND session NOT IN (SELECT value FROM chosen)
