-- Requests of some sessions' conversations that ended after a moment, in order; those beside a conversation (titles, summaries) are left out. The keys are looked
-- up first: only their rows are merged.
WITH told AS (
    SELECT *
    FROM {requests:Identifier}
    WHERE session_id IN {sessions:Array(String)}
        AND time >= fromUnixTimestamp64Milli({since_ms:Int64}, 'UTC')
        AND query_class != 'auxiliary' AND (agent_id != '' OR query_class != 'subagent')
        -- Of a request only the gateway tells of, the client's hint says what it was for.
        AND (request_id = '' OR request_id NOT IN (SELECT request_id FROM gateway_calls WHERE session_id IN {sessions:Array(String)} AND request_class IN ('auxiliary', 'compaction')))
        AND ({is_kept:UInt8} OR request_key IN (
            SELECT request_key
            FROM api_requests
            WHERE o_session_id IN {sessions:Array(String)} OR tupleElement(t_owner, 'session_id') IN {sessions:Array(String)}))
    ORDER BY time DESC
    LIMIT {limit:UInt32})
SELECT
    told.session_id,
    told.agent_id,
    toUnixTimestamp64Milli(told.time) AS time_ms,
    -- As in Usage/Caching/requests.sql.
    multiIf(
        outlines.key != '', toUnixTimestamp64Milli(outlines.sent_at),
        bitTest(told.sources, 1) = 0 AND isNotNull(told.duration_ms), time_ms - toInt64(assumeNotNull(told.duration_ms)),
        NULL) AS sent_ms,
    toString(told.model_id) AS model,
    if(told.unknown_tokens = '', told.input_tokens, NULL) AS input,
    told.output_tokens,
    told.cache_read_tokens,
    told.cache_write_5m_tokens,
    told.cache_write_1h_tokens,
    told.web_search_requests,
    told.speed,
    told.service_tier,
    told.inference_geo
FROM told
LEFT ANY JOIN (SELECT request_key AS key, sent_at FROM request_outlines FINAL WHERE request_key IN (SELECT request_key FROM told)) AS outlines ON outlines.key = told.request_key
ORDER BY time_ms, told.request_key
