-- Sums per period or model; which, the parameter says. Periods come oldest first, models the dearest first. {requests} is the view requests where projects
-- are asked for, and requests_costed, which costs less, where they are not.
WITH
    -- A day's number, an hour's second, or nothing: a number is grouped by faster than a text.
    multiIf(
        {grouping:String} = 'daily', toInt64(toDate(time, {zone:String})),
        {grouping:String} = 'weekly', toInt64(toMonday(time, {zone:String})),
        {grouping:String} = 'monthly', toInt64(toStartOfMonth(time, {zone:String})),
        {grouping:String} = 'hourly', toInt64(toUnixTimestamp(toStartOfHour(time, 'UTC'))),
        {grouping:String} = 'model', 0,
        throwIf(1, 'unknown grouping')::Int64) AS period,
    if({grouping:String} = 'model', model_id, '') AS period_model
SELECT
    multiIf({grouping:String} = 'model', toString(period_model), {grouping:String} = 'hourly', toString(period), toString(toDate(period))) AS key,
    '' AS unused,
    '' AS row_project,
    '' AS row_branch,
    count() AS requests,
    sum(input_tokens) AS input,
    sum(output_tokens) AS output,
    sum(cache_read_tokens) AS cache_read,
    sum(cache_write_5m_tokens) AS cache_write_5m,
    sum(cache_write_1h_tokens) AS cache_write_1h,
    sum(thinking_tokens) AS thinking,
    count(thinking_tokens) AS thinking_requests,
    sum(web_search_requests) AS web_searches,
    countIf(unknown_tokens != '') AS unknown_token_requests,
    toString(sum(cost_usd)) AS cost,
    countIf(isNull(cost_usd)) AS unknown_cost,
    toString(sum(reported_cost_usd)) AS reported,
    count(reported_cost_usd) AS reported_requests,
    countIf(cost_status NOT IN ('agrees', 'computed', 'bad_numbers', 'missing_numbers', 'unknown_model')) AS disagreements,
    countIf(cost_status = 'unexplained') AS unexplained,
    arraySort(arrayMap(model -> toString(model), groupUniqArray(model_id))) AS models,
    groupBitOr(sources) AS all_sources,
    toUnixTimestamp64Milli(min(time)) AS first_ms,
    toUnixTimestamp64Milli(max(time)) AS last_ms
FROM {requests:Identifier}
WHERE time >= fromUnixTimestamp64Milli({since_ms:Int64}, 'UTC') AND time < fromUnixTimestamp64Milli({until_ms:Int64}, 'UTC')
    AND ({project:String} = '' OR project = {project:String} OR startsWith(project, concat({project:String}, '/')))
    AND ({model:String} = '' OR model_id = {model:String})
    AND ({session:String} = '' OR session_id = {session:String})
GROUP BY period, period_model
ORDER BY
    if({grouping:String} = 'model', NULL, first_ms),
    if({grouping:String} = 'model', sum(cost_usd), NULL) DESC NULLS LAST,
    if({grouping:String} = 'model', requests, 0) DESC,
    key
