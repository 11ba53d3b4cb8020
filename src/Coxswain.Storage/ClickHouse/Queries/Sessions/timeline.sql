-- What happened in one session, the oldest first, of all kinds in one shape. A fork's file repeats its origin's lines without saying so of each: what happened up
-- to the newest line it copied belongs to its origin, whichever of their files is seen as its owner. Two forks deep. Requests know their session themselves.
-- A call only the gateway saw is not of the conversation where telemetry or a transcript tells of that, nor where the client called it something else.
WITH
    forks AS (SELECT session_id, origin_session_id AS origin, copied_until AS until FROM sessions FINAL WHERE origin_session_id != ''),
    kin AS (
        SELECT {session:String} AS kin_id, toDateTime64('2299-12-31 00:00:00', 3, 'UTC') AS until
        UNION ALL
        SELECT session_id, until FROM forks WHERE origin = {session:String}
        UNION ALL
        SELECT second.session_id, least(second.until, first.until) FROM forks AS second INNER JOIN forks AS first ON first.session_id = second.origin WHERE first.origin = {session:String}),
    (SELECT max(copied_until) FROM sessions FINAL WHERE session_id = {session:String}) AS own_after,
    happened AS (
        SELECT
            assumeNotNull(ifNull(time, toDateTime64(last_seen, 3, 'UTC'))) AS at,
            session_id AS owner, 'prompt' AS kind, prompt_id AS id, agent_id AS agent, prompt_id AS prompt, command AS name,
            substringUTF8(ifNull(text, ''), 1, 300) AS detail,
            NULL::Nullable(UInt8) AS good, NULL::Nullable(Float64) AS duration, NULL::Nullable(UInt64) AS tokens, NULL::Nullable(UInt64) AS output, NULL::Nullable(UInt64) AS cache_read,
            length AS size, NULL::Nullable(String) AS cost
        FROM prompts FINAL
        WHERE session_id IN (SELECT kin_id FROM kin) AND t_source != 'task-notification' AND NOT (sources = 1 AND startsWith(ifNull(o_text, ''), '<task-notification>'))
        UNION ALL
        SELECT
            time, '', 'request', request_key, agent_id, prompt_id, toString(model_id),
            if(query_class = 'main' AND bitAnd(sources, 3) = 0 AND (
                max(query_class = 'main' AND bitAnd(sources, 3) != 0) OVER ()
                OR (request_id != '' AND request_id IN (SELECT request_id FROM gateway_calls WHERE session_id = {session:String} AND request_class NOT IN ('', 'main')))),
                'auxiliary', toString(query_class)),
            1, toFloat64(duration_ms), input_tokens + cache_read_tokens + cache_write_5m_tokens + cache_write_1h_tokens, output_tokens, cache_read_tokens, NULL, toString(cost_usd)
        FROM {requests:Identifier}
        WHERE session_id = {session:String}
            AND ({is_kept:UInt8} OR request_key IN (SELECT request_key FROM api_requests WHERE o_session_id = {session:String} OR tupleElement(t_owner, 'session_id') = {session:String}))
        UNION ALL
        SELECT
            assumeNotNull(ifNull(time, toDateTime64(last_seen, 3, 'UTC'))), session_id, 'tool', tool_use_id, agent_id, prompt_id, tool_name, substringUTF8(target, 1, 1000),
            if(decision = 'reject', 0, success), toFloat64(duration_ms), NULL, NULL, NULL, result_bytes, NULL
        FROM tool_calls FINAL
        WHERE session_id IN (SELECT kin_id FROM kin)
        UNION ALL
        SELECT
            assumeNotNull(ifNull(time, toDateTime64(last_seen, 3, 'UTC'))), session_id, 'error', request_id, agent_id, prompt_id, model,
            multiIf(error_type != '', error_type, isNotNull(status_code), concat('status ', toString(status_code)), kind),
            0, toFloat64(o_duration_ms), NULL, NULL, NULL, NULL, NULL
        FROM api_errors FINAL
        WHERE session_id IN (SELECT kin_id FROM kin) AND kind != 'api_retries_exhausted'
        UNION ALL
        SELECT
            time, '', 'attempt', call_id, '', '', toString(model), concat(toString(strategy), if(cause = '', '', concat(' after ', toString(cause)))),
            failure = '', duration_ms, prompt_tokens, NULL, NULL, NULL, NULL
        FROM gateway_attempts FINAL
        WHERE session_id = {session:String} AND attempt > 1
        UNION ALL
        SELECT
            assumeNotNull(ifNull(time, toDateTime64(last_seen, 3, 'UTC'))), session_id, 'compaction', compaction_key, agent_id, prompt_id, trigger, o_error,
            success, toFloat64(duration_ms), pre_tokens, post_tokens, NULL, NULL, NULL
        FROM compactions FINAL
        WHERE session_id IN (SELECT kin_id FROM kin)
        UNION ALL
        SELECT
            coalesce(o_time, if(tupleElement(identity(t_owner), 'side') = 255, NULL, tupleElement(identity(t_owner), 'time')), toDateTime64(last_seen, 3, 'UTC')) AS at, session_id, 'agent', agent_id, agent_id, o_prompt_id, agent_type, substringUTF8(t_description, 1, 300),
            NULL, toFloat64(o_duration_ms), o_total_tokens, NULL, NULL, NULL, NULL
        FROM subagents FINAL
        WHERE session_id IN (SELECT kin_id FROM kin))
SELECT toUnixTimestamp64Milli(at) AS at_ms, kind, id, agent, prompt, name, detail, good, duration, tokens, output, cache_read, size, cost
FROM (
    SELECT happened.*
    FROM happened
    LEFT ANY JOIN kin ON kin.kin_id = happened.owner
    WHERE owner = '' OR (at <= kin.until AND (toUnixTimestamp64Milli(own_after) <= 0 OR at > own_after))
    ORDER BY at DESC, kind, id
    -- A copied compaction has a key of each session.
    LIMIT 1 BY kind, if(kind = 'compaction', concat(name, ':', toString(ifNull(tokens, 0))), concat(id, ':', toString(at)))
    LIMIT {most:UInt32})
ORDER BY at_ms, indexOf(['prompt', 'request', 'error', 'attempt', 'tool', 'agent', 'compaction'], kind), id
