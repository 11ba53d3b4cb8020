-- Tools and how they were used, the most called first. What a project or model is asked for, the call's request tells; {requests} and {tools} are kept rows or views. Of the
-- view of tools keys are looked up first: only their rows are merged.
SELECT
    tool_name AS tool,
    toInt64(count()) AS calls,
    toInt64(uniqExact(session)) AS sessions,
    toInt64(countIf(succeeded = 0 AND NOT rejected)) AS failures,
    toInt64(countIf(rejected)) AS rejections,
    toInt64(countIf(isNull(succeeded) AND NOT rejected)) AS unfinished,
    toInt64(count(took_ms)) AS timed,
    toInt64(quantileExactIf(0.5)(ifNull(took_ms, 0), isNotNull(took_ms))) AS median_ms,
    toInt64(quantileExactIf(0.95)(ifNull(took_ms, 0), isNotNull(took_ms))) AS p95_ms,
    toInt64(count(result_bytes)) AS sized,
    toInt64(sum(ifNull(result_bytes, 0))) AS result_size,
    max(at_ms) AS newest_ms
FROM (
    SELECT
        tool_name,
        session_id AS session,
        success AS succeeded,
        decision = 'reject' AS rejected,
        if(decision = 'reject', NULL, duration_ms) AS took_ms,
        result_bytes,
        toUnixTimestamp64Milli(time) AS at_ms
    FROM {tools:Identifier}
    WHERE ({is_kept:UInt8} OR tool_use_id IN (SELECT tool_use_id FROM tool_calls WHERE last_seen >= toDateTime(intDiv({since_ms:Int64}, 1000), 'UTC')))
        AND time >= fromUnixTimestamp64Milli({since_ms:Int64}, 'UTC') AND time < fromUnixTimestamp64Milli({until_ms:Int64}, 'UTC')
        AND tool_name != ''
        AND ({session:String} = '' OR session_id = {session:String})
        -- Where neither is asked for nothing is read.
        AND (({project:String} = '' AND {model:String} = '') OR request_id IN (
            SELECT request_key
            FROM {requests:Identifier}
            WHERE ({project:String} != '' OR {model:String} != '')
                AND ({project:String} = '' OR project = {project:String} OR startsWith(project, concat({project:String}, '/')))
                AND ({model:String} = '' OR model_id = {model:String}))))
GROUP BY tool
ORDER BY calls DESC, tool
