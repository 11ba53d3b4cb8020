-- What calls of all sessions failed with in a time: tries the client repeated, its last words on a request, refusals; and what the gateway saw fail, by its end as
-- the client tells it. Which of these the client told too, the caller finds out. As Recovery/failures does it, model, size and project are those of the nearest
-- answered call of the same agent where nobody tells them. {requests} are kept rows or a view. {sessions}: of these alone; none: of all.
WITH
    failed AS (
        SELECT
            session_id AS session, agent_id AS agent, assumeNotNull(ifNull(time, toDateTime64(last_seen, 3, 'UTC'))) AS at, kind AS kind_, model AS told_model, status_code AS status, error_type AS type, substring(o_error, 1, 500) AS message,
            o_duration_ms AS took_ms, attempt AS try_number, o_total_attempts AS all_tries, o_total_retry_duration_ms AS retrying_ms, request_id AS request, t_retry_in_ms AS wait_ms, sources AS told_by, project AS told_project
        FROM api_errors FINAL
        WHERE at >= fromUnixTimestamp64Milli({since_ms:Int64}, 'UTC') AND at < fromUnixTimestamp64Milli({until_ms:Int64}, 'UTC')
            AND (empty({sessions:Array(String)}) OR session_id IN {sessions:Array(String)})
        UNION ALL
        SELECT
            session_id, agent_id, addMilliseconds(time, toInt64(round(ifNull(duration_ms, 0)))) AS at, 'api_error', if(model != '', model, requested_model), nullIf(toUInt64(status_code), 0), concat('gateway:', failure), '',
            toUInt64(round(ifNull(duration_ms, 0))), NULL, toUInt64(attempts), NULL, request_id, NULL, 4, ''
        FROM gateway_calls FINAL
        WHERE operation = 'messages' AND outcome IN ('failed', 'broken') AND failure != ''
            AND (empty({sessions:Array(String)}) OR session_id IN {sessions:Array(String)})
            -- No call takes a day.
            AND time >= fromUnixTimestamp64Milli({since_ms:Int64}, 'UTC') - INTERVAL 86400 SECOND AND time < fromUnixTimestamp64Milli({until_ms:Int64}, 'UTC')
            AND at >= fromUnixTimestamp64Milli({since_ms:Int64}, 'UTC') AND at < fromUnixTimestamp64Milli({until_ms:Int64}, 'UTC')),
    answered AS (
        SELECT session_id AS session, agent_id AS agent, time AS at, model AS said_model, project AS said_project, input_tokens + cache_read_tokens + cache_write_5m_tokens + cache_write_1h_tokens AS prompt, toUInt8(1) AS is_found
        FROM {requests:Identifier}
        WHERE session_id IN (SELECT session FROM failed WHERE session != '')
            -- A call of another day is near to none.
            AND time >= fromUnixTimestamp64Milli({since_ms:Int64}, 'UTC') - INTERVAL 86400 SECOND AND time < fromUnixTimestamp64Milli({until_ms:Int64}, 'UTC') + INTERVAL 86400 SECOND
            AND NOT (sources = 4 AND request_key IN (SELECT request_key FROM gateway_unanswered))),
    multiIf(failed.told_model != '', failed.told_model, earlier.is_found = 1, earlier.said_model, later.said_model)::String AS model_,
    multiIf(failed.told_project != '', failed.told_project, earlier.is_found = 1, earlier.said_project, later.said_project)::String AS project_
SELECT
    toUnixTimestamp64Milli(failed.at) AS at_ms,
    failed.kind_,
    model_,
    failed.status,
    failed.type,
    failed.message,
    failed.took_ms,
    failed.try_number,
    failed.all_tries,
    failed.retrying_ms,
    failed.request,
    failed.agent,
    failed.wait_ms,
    failed.told_by,
    multiIf(earlier.is_found = 1, earlier.prompt, later.is_found = 1, later.prompt, NULL) AS prompt_tokens,
    failed.session,
    if(later.is_found = 1, toUnixTimestamp64Milli(later.at), NULL) AS answered_ms
FROM failed
ASOF LEFT JOIN answered AS earlier ON failed.session = earlier.session AND failed.agent = earlier.agent AND failed.at >= earlier.at
ASOF LEFT JOIN answered AS later ON failed.session = later.session AND failed.agent = later.agent AND failed.at < later.at
WHERE ({session:String} = '' OR failed.session = {session:String})
    AND ({project:String} = '' OR project_ = {project:String} OR startsWith(project_, concat({project:String}, '/')))
    -- As ModelId.Normalise does it, whose patterns these are.
    AND ({model:String} = '' OR replaceRegexpOne(replaceRegexpOne(lower(trimBoth(model_)), {model_prefix:String}, ''), {model_suffix:String}, '') = {model:String})
ORDER BY at_ms DESC, failed.kind_, failed.request
LIMIT {limit:UInt32}
