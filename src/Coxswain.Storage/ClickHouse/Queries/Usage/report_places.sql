-- Sums per session, project, branch or agent; which, the parameter says. Sessions come oldest first, everything else the dearest first.
SELECT
    multiIf(
        {grouping:String} = 'session', session_id,
        {grouping:String} = 'project', project,
        {grouping:String} = 'branch', branch,
        {grouping:String} = 'agent', if(agent_type != '', agent_type, query_class),
        throwIf(1, 'unknown grouping')::String) AS key,
    if({grouping:String} = 'branch', project, '') AS project_of_branch,
    -- Of a session: where its last request was made.
    if({grouping:String} = 'session', argMaxIf(project, time, {grouping:String} = 'session' AND project != ''), project_of_branch) AS row_project,
    argMaxIf(branch, time, {grouping:String} = 'session' AND project != '') AS row_branch,
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
FROM requests
WHERE time >= fromUnixTimestamp64Milli({since_ms:Int64}, 'UTC') AND time < fromUnixTimestamp64Milli({until_ms:Int64}, 'UTC')
    AND ({project:String} = '' OR project = {project:String} OR startsWith(project, concat({project:String}, '/')))
    AND ({model:String} = '' OR model_id = {model:String})
    AND ({session:String} = '' OR session_id = {session:String})
GROUP BY key, project_of_branch
ORDER BY
    if({grouping:String} = 'session', last_ms, 0),
    if({grouping:String} = 'session', NULL, sum(cost_usd)) DESC NULLS LAST,
    if({grouping:String} = 'session', 0, requests) DESC,
    key,
    project_of_branch
