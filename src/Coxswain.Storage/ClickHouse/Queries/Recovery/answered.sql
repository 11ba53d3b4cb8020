-- One session's answered calls, the oldest first, with what an analysis of failures compares: size, model, and how long they took.
SELECT
    toUnixTimestamp64Milli(time) AS at_ms,
    agent_id,
    model::String,
    input_tokens + cache_read_tokens + cache_write_5m_tokens + cache_write_1h_tokens AS prompt_tokens,
    duration_ms,
    ttft_ms
FROM (
    SELECT *
    FROM {requests:Identifier}
    WHERE session_id = {session:String} AND NOT (sources = 4 AND request_key IN (SELECT request_key FROM gateway_unanswered))
    ORDER BY time DESC
    LIMIT {limit:UInt32})
ORDER BY at_ms, request_key
