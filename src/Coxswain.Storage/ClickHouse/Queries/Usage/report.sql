-- Sums per group; what a group is, the parameter says. Periods and sessions come oldest first, everything else the dearest first.
SELECT
    multiIf(
        {grouping:String} = 'daily', toString(toDate(time, {zone:String})),
        {grouping:String} = 'weekly', toString(toMonday(time, {zone:String})),
        {grouping:String} = 'monthly', toString(toStartOfMonth(time, {zone:String})),
        {grouping:String} = 'hourly', toString(toUnixTimestamp(toStartOfHour(time, 'UTC'))),
        {grouping:String} = 'session', session_id,
        {grouping:String} = 'model', toString(model_id),
        {grouping:String} = 'project', project,
        {grouping:String} = 'branch', branch,
        {grouping:String} = 'agent', if(agent_type != '', agent_type, query_class),
        throwIf(1, 'unknown grouping')::String) AS key,
    if({grouping:String} = 'branch', project, '') AS project_of_branch,
    -- Of a session: where its last request was made.
    if({grouping:String} = 'session', argMax(project, (project != '', time)), project_of_branch) AS row_project,
    if({grouping:String} = 'session', argMax(branch, (project != '', time)), '') AS row_branch,
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
    arraySort(groupUniqArray(toString(model_id))) AS models,
    groupBitOr(sources) AS all_sources,
    toUnixTimestamp64Milli(min(time)) AS first_ms,
    toUnixTimestamp64Milli(max(time)) AS last_ms
FROM requests
WHERE time >= fromUnixTimestamp64Milli({since_ms:Int64}, 'UTC') AND time < fromUnixTimestamp64Milli({until_ms:Int64}, 'UTC')
    AND ({project:String} = '' OR project = {project:String} OR startsWith(project, concat({project:String}, '/')))
    AND ({model:String} = '' OR model_id = {model:String})
    AND ({session:String} = '' OR session_id = {session:String})
GROUP BY key, project_of_branch
ORDER BY
    multiIf({grouping:String} IN ('daily', 'weekly', 'monthly'), toUnixTimestamp64Milli(min(time)), {grouping:String} = 'hourly', first_ms, {grouping:String} = 'session', last_ms, 0),
    if({grouping:String} IN ('model', 'project', 'branch', 'agent'), sum(cost_usd), NULL) DESC NULLS LAST,
    if({grouping:String} IN ('model', 'project', 'branch', 'agent'), requests, 0) DESC,
    key,
    project_of_branch
