-- How long calls took, the newest first: those that were answered, and attempts that were given up because nothing came in time, which lasted at least so long.
-- A call that went through the gateway is told by the gateway's clock, and by one attempt alone: what it waited between two is not the model's time.
-- Sizes as SizeBuckets has them.
WITH
    gateway AS (
        SELECT *, input_tokens + cache_read_tokens + cache_write_5m_tokens + cache_write_1h_tokens AS prompt
        FROM gateway_calls FINAL
        WHERE time >= fromUnixTimestamp64Milli({since_ms:Int64}, 'UTC') AND time < fromUnixTimestamp64Milli({until_ms:Int64}, 'UTC') AND operation = 'messages'),
    told AS (
        SELECT request_key, session_id, agent_id, time, model_id, input_tokens + cache_read_tokens + cache_write_5m_tokens + cache_write_1h_tokens AS prompt, duration_ms, ttft_ms
        FROM {requests:Identifier}
        WHERE time >= fromUnixTimestamp64Milli({since_ms:Int64}, 'UTC') AND time < fromUnixTimestamp64Milli({until_ms:Int64}, 'UTC'))
SELECT
    toUnixTimestamp64Milli(at) AS at_ms,
    -- As ModelId.Normalise does it, whose patterns these are.
    replaceRegexpOne(replaceRegexpOne(lower(trimBoth(model_)), {model_prefix:String}, ''), {model_suffix:String}, '') AS model_id,
    toInt32(multiIf(prompt <= 8000, 0, prompt <= 50000, 1, prompt <= 200000, 2, 3)) AS size,
    toInt32(is_stream) AS is_stream,
    first_ms,
    whole_ms,
    toInt32(is_cut) AS is_cut
FROM (
    -- Claude Code streams.
    SELECT time AS at, model_id::String AS model_, ifNull(prompt, 0) AS prompt, toUInt8(1) AS is_stream, toFloat64(ttft_ms) AS first_ms, toFloat64(duration_ms) AS whole_ms, toUInt8(0) AS is_cut
    FROM told
    WHERE duration_ms > 0 AND request_key NOT IN (SELECT request_id FROM gateway WHERE request_id != '')
    UNION ALL
    SELECT time, requested_model::String, ifNull(prompt, 0), is_stream, first_token_ms, duration_ms, 0
    FROM gateway
    WHERE outcome = 'answered' AND attempts = 1 AND duration_ms > 0
    UNION ALL
    -- Nothing had come of it, or it had gone silent: only of the former is known that its answer had not begun.
    SELECT attempts_of.time, attempts_of.model::String, ifNull(attempts_of.prompt_tokens, 0), calls.is_stream, if(attempts_of.failure = 'no_first_byte', attempts_of.duration_ms, NULL), attempts_of.duration_ms, 1
    FROM gateway_attempts AS attempts_of FINAL
    INNER JOIN (SELECT call_id, is_stream FROM gateway) AS calls ON calls.call_id = attempts_of.call_id
    WHERE attempts_of.time >= fromUnixTimestamp64Milli({since_ms:Int64}, 'UTC') AND attempts_of.time < fromUnixTimestamp64Milli({until_ms:Int64}, 'UTC') AND attempts_of.failure IN ('no_first_byte', 'stalled') AND attempts_of.duration_ms > 0
    UNION ALL
    -- Those a client without the gateway gave up on; their size is that of the nearest answered call of the same agent before.
    SELECT late.at, if(late.said != '', late.said, near.model_id::String), ifNull(near.prompt, 0), 1, NULL, late.ms, 1
    FROM (
        SELECT session_id AS session, agent_id AS agent, assumeNotNull(time) AS at, model AS said, toFloat64(o_duration_ms) AS ms
        FROM api_errors FINAL
        WHERE isNotNull(time) AND at >= fromUnixTimestamp64Milli({since_ms:Int64}, 'UTC') AND at < fromUnixTimestamp64Milli({until_ms:Int64}, 'UTC') AND o_duration_ms > 0 AND kind = 'api_error'
            AND (ifNull(status_code, 0) IN (408, 504) OR error_type IN ('ETIMEDOUT', 'ESOCKETTIMEDOUT', 'ConnectionTimedOut', 'TimeoutError') OR positionCaseInsensitive(o_error, 'timed out') > 0)
            AND session_id NOT IN (SELECT session_id FROM gateway WHERE session_id != '')) AS late
    ASOF LEFT JOIN told AS near ON late.session = near.session_id AND late.agent = near.agent_id AND late.at >= near.time)
WHERE whole_ms > 0
ORDER BY at DESC
LIMIT {limit:UInt32}
