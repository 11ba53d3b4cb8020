-- What happened in one session, the oldest first, of all kinds in one shape. A fork's file repeats its origin's lines: what is older than the fork itself is not its own.
WITH
    (SELECT max(copied_until) FROM sessions FINAL WHERE session_id = {session:String}) AS own_after,
    happened AS (
        SELECT
            assumeNotNull(ifNull(time, toDateTime64(last_seen, 3, 'UTC'))) AS at,
            'prompt' AS kind, prompt_id AS id, agent_id AS agent, prompt_id AS prompt, command AS name,
            substringUTF8(ifNull(text, ''), 1, 300) AS detail,
            NULL::Nullable(UInt8) AS good, NULL::Nullable(Float64) AS duration, NULL::Nullable(UInt64) AS tokens, NULL::Nullable(UInt64) AS output, NULL::Nullable(UInt64) AS cache_read,
            length AS size, NULL::Nullable(String) AS cost
        FROM prompts FINAL
        WHERE session_id = {session:String} AND t_source != 'task-notification' AND NOT (sources = 1 AND startsWith(ifNull(o_text, ''), '<task-notification>'))
        UNION ALL
        SELECT
            time, 'request', request_key, agent_id, prompt_id, toString(model_id), query_class,
            1, toFloat64(duration_ms), input_tokens + cache_read_tokens + cache_write_5m_tokens + cache_write_1h_tokens, output_tokens, cache_read_tokens, NULL, toString(cost_usd)
        FROM requests_costed
        WHERE session_id = {session:String}
            AND request_key IN (SELECT request_key FROM api_requests WHERE o_session_id = {session:String} OR tupleElement(t_owner, 'session_id') = {session:String})
        UNION ALL
        SELECT
            assumeNotNull(ifNull(time, toDateTime64(last_seen, 3, 'UTC'))), 'tool', tool_use_id, agent_id, prompt_id, tool_name, substringUTF8(target, 1, 1000),
            if(decision = 'reject', 0, success), toFloat64(duration_ms), NULL, NULL, NULL, result_bytes, NULL
        FROM tool_calls FINAL
        WHERE session_id = {session:String}
        UNION ALL
        SELECT
            assumeNotNull(ifNull(time, toDateTime64(last_seen, 3, 'UTC'))), 'error', request_id, agent_id, prompt_id, model,
            multiIf(error_type != '', error_type, isNotNull(status_code), concat('status ', toString(status_code)), kind),
            0, toFloat64(o_duration_ms), NULL, NULL, NULL, NULL, NULL
        FROM api_errors FINAL
        WHERE session_id = {session:String} AND kind != 'api_retries_exhausted'
        UNION ALL
        SELECT
            time, 'attempt', call_id, '', '', toString(model), concat(toString(strategy), if(cause = '', '', concat(' after ', toString(cause)))),
            failure = '', duration_ms, prompt_tokens, NULL, NULL, NULL, NULL
        FROM gateway_attempts FINAL
        WHERE session_id = {session:String} AND attempt > 1
        UNION ALL
        SELECT
            assumeNotNull(ifNull(time, toDateTime64(last_seen, 3, 'UTC'))), 'compaction', compaction_key, agent_id, prompt_id, trigger, o_error,
            success, toFloat64(duration_ms), pre_tokens, post_tokens, NULL, NULL, NULL
        FROM compactions FINAL
        WHERE session_id = {session:String}
        UNION ALL
        SELECT
            coalesce(o_time, if(tupleElement(identity(t_owner), 'side') = 255, NULL, tupleElement(identity(t_owner), 'time')), toDateTime64(last_seen, 3, 'UTC')) AS at, 'agent', agent_id, agent_id, o_prompt_id, agent_type, substringUTF8(t_description, 1, 300),
            NULL, toFloat64(o_duration_ms), o_total_tokens, NULL, NULL, NULL, NULL
        FROM subagents FINAL
        WHERE session_id = {session:String})
SELECT toUnixTimestamp64Milli(at) AS at_ms, kind, id, agent, prompt, name, detail, good, duration, tokens, output, cache_read, size, cost
FROM (
    SELECT * FROM happened
    WHERE at > own_after OR toUnixTimestamp64Milli(own_after) <= 0
    ORDER BY at DESC, kind, id
    LIMIT {most:UInt32})
ORDER BY at_ms, indexOf(['prompt', 'request', 'error', 'attempt', 'tool', 'agent', 'compaction'], kind), id
