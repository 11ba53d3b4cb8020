-- Answered calls by hour, model and prompt size. {requests} are kept rows or a view.
WITH input_tokens + cache_read_tokens + cache_write_5m_tokens + cache_write_1h_tokens AS prompt
SELECT
    toInt64(toUnixTimestamp(toStartOfHour(time, {zone:String}))) AS hour_s,
    toString(model_id) AS name,
    -- As PromptRange has them.
    if(isNull(prompt), -1, toInt64(roundDown(assumeNotNull(prompt), [0, 4000, 20000, 50000, 100000, 200000, 500000]))) AS size,
    toInt64(count()) AS calls,
    toUnixTimestamp64Milli(max(time)) AS newest_ms,
    toInt64(groupBitOr(sources)) AS told_by
FROM {requests:Identifier}
WHERE time >= fromUnixTimestamp64Milli({since_ms:Int64}, 'UTC') AND time < fromUnixTimestamp64Milli({until_ms:Int64}, 'UTC')
    AND ({project:String} = '' OR project = {project:String} OR startsWith(project, concat({project:String}, '/')))
    AND ({model:String} = '' OR model_id = {model:String})
    AND ({session:String} = '' OR session_id = {session:String})
    AND NOT (sources = 4 AND request_key IN (SELECT request_key FROM gateway_unanswered))
GROUP BY hour_s, name, size
