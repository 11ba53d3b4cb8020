-- Calendar days of a time zone, oldest first.
SELECT
    toString(toDate(time, {zone:String})) AS key,
    '' AS row_project,
    '' AS row_branch,
    count() AS requests,
    sum(input_tokens) AS input,
    sum(output_tokens) AS output,
    sum(cache_read_tokens) AS cache_read,
    sum(cache_write_5m_tokens) AS cache_write_5m,
    sum(cache_write_1h_tokens) AS cache_write_1h,
    sum(thinking_tokens) AS thinking,
    sum(web_search_requests) AS web_searches,
    toString(sum(cost_usd)) AS cost,
    countIf(isNull(cost_usd)) AS unknown_cost,
    toString(sum(reported_cost_usd)) AS reported,
    count(reported_cost_usd) AS reported_requests,
    countIf(cost_status NOT IN ('agrees', 'computed', 'unknown_model')) AS disagreements,
    countIf(cost_status = 'unexplained') AS unexplained,
    arraySort(groupUniqArray(toString(model_id))) AS models,
    groupBitOr(sources) AS all_sources,
    toUnixTimestamp64Milli(min(time)) AS first_ms,
    toUnixTimestamp64Milli(max(time)) AS last_ms
FROM requests
WHERE time >= fromUnixTimestamp64Milli({since_ms:Int64}, 'UTC') AND time < fromUnixTimestamp64Milli({until_ms:Int64}, 'UTC')
    AND ({project:String} = '' OR project = {project:String} OR startsWith(project, concat({project:String}, '/')))
    AND ({model:String} = '' OR model_id = {model:String})
    AND ({session:String} = '' OR session_id = {session:String})
GROUP BY key
ORDER BY key
