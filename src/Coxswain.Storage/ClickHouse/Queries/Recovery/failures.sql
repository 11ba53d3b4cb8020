-- What one session's calls failed with, the oldest first: tries the client repeated, its last words on a request, refusals. A failure has no token counts: the
-- prompt's size is that of the nearest answered call of the same agent before it, else of the first one after it, and so is the model where nobody tells it.
WITH
    failed AS (
        SELECT *
        FROM (
            SELECT
                session_id AS session,
                agent_id AS agent,
                assumeNotNull(ifNull(time, toDateTime64(last_seen, 3, 'UTC'))) AS at,
                kind, model, status_code, error_type, o_error, o_duration_ms, attempt, o_total_attempts, o_total_retry_duration_ms, request_id, t_retry_in_ms, sources
            FROM api_errors FINAL
            WHERE session_id = {session:String}
            UNION ALL
            -- What the gateway saw fail, by its end as the client tells it. Which of these the client told too, the caller finds out.
            SELECT
                session_id, agent_id, addMilliseconds(time, toInt64(round(ifNull(duration_ms, 0)))), 'api_error', if(model != '', model, requested_model), nullIf(toUInt64(status_code), 0), concat('gateway:', failure), '', toUInt64(round(ifNull(duration_ms, 0))),
                NULL, toUInt64(attempts), NULL, request_id, NULL, 4
            FROM gateway_calls FINAL
            WHERE session_id = {session:String} AND operation = 'messages' AND outcome IN ('failed', 'broken') AND failure != '')
        ORDER BY at DESC
        LIMIT {limit:UInt32}),
    answered AS (
        SELECT session_id AS session, agent_id AS agent, time AS at, model, input_tokens + cache_read_tokens + cache_write_5m_tokens + cache_write_1h_tokens AS prompt, toUInt8(1) AS is_found
        FROM {requests:Identifier}
        WHERE session_id = {session:String} AND NOT (sources = 4 AND request_key IN (SELECT request_key FROM gateway_unanswered)))
SELECT
    toUnixTimestamp64Milli(failed.at) AS at_ms,
    failed.kind,
    multiIf(failed.model != '', failed.model, earlier.is_found = 1, earlier.model, later.model)::String AS model_,
    failed.status_code,
    failed.error_type,
    substring(failed.o_error, 1, 500),
    failed.o_duration_ms,
    failed.attempt,
    failed.o_total_attempts,
    failed.o_total_retry_duration_ms,
    failed.request_id,
    failed.agent,
    failed.t_retry_in_ms,
    failed.sources,
    multiIf(earlier.is_found = 1, earlier.prompt, later.is_found = 1, later.prompt, NULL) AS prompt_tokens
FROM failed
ASOF LEFT JOIN answered AS earlier ON failed.session = earlier.session AND failed.agent = earlier.agent AND failed.at >= earlier.at
ASOF LEFT JOIN answered AS later ON failed.session = later.session AND failed.agent = later.agent AND failed.at <= later.at
ORDER BY at_ms, failed.kind, failed.request_id
