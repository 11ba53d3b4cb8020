-- As Usage/report.sql, from kept sums by session and hour, and for parts of an hour from kept requests.
WITH
    -- Requests alone are asked for where hours do not tell periods apart.
    fromUnixTimestamp64Milli(if({is_exact:UInt8}, first_ms, start_s * 1000), 'UTC') AS moment,
    if({grouping:String} = 'daily', toInt64(toDate(moment, {zone:String})),
    if({grouping:String} = 'weekly', toInt64(toMonday(moment, {zone:String})),
    if({grouping:String} = 'monthly', toInt64(toStartOfMonth(moment, {zone:String})),
    if({grouping:String} = 'hourly', toInt64(toUnixTimestamp(toStartOfHour(moment, {zone:String}))), -1)))) AS period,
    if({grouping:String} = 'session', session_id,
    if({grouping:String} = 'model', toString(model_id),
    if({grouping:String} = 'project', project::String,
    if({grouping:String} = 'branch', branch::String,
    if({grouping:String} = 'agent', agent::String,
    if({grouping:String} IN ('daily', 'weekly', 'monthly', 'hourly'), '', throwIf(1, 'unknown grouping')::String)))))) AS name,
    if({grouping:String} = 'session', project::String, '') AS project_of_session,
    if({grouping:String} = 'session', branch::String, '') AS branch_of_session
SELECT
    multiIf(period = -1, name, {grouping:String} = 'hourly', toString(period), toString(toDate(period))) AS key,
    if({grouping:String} = 'branch', project::String, '') AS project_of_branch,
    if({grouping:String} = 'session', argMaxIf(project_of_session, last_ms, project_of_session != ''), project_of_branch) AS row_project,
    argMaxIf(branch_of_session, last_ms, project_of_session != '') AS row_branch,
    sum(requests) AS all_requests,
    sum(input_tokens) AS input,
    sum(output_tokens) AS output,
    sum(cache_read_tokens) AS cache_read,
    sum(cache_write_5m_tokens) AS cache_write_5m,
    sum(cache_write_1h_tokens) AS cache_write_1h,
    sum(thinking_tokens) AS thinking,
    sum(thinking_requests) AS all_thinking_requests,
    sum(web_search_requests) AS web_searches,
    sum(unknown_token_requests) AS all_unknown_token_requests,
    toString(sum(cost_usd)) AS cost,
    sum(unknown_cost_requests) AS unknown_cost,
    toString(sum(reported_cost_usd)) AS reported,
    sum(reported_requests) AS all_reported_requests,
    sum(disagreements) AS all_disagreements,
    sum(unexplained) AS all_unexplained,
    arraySort(arrayMap(model -> toString(model), groupUniqArray(model_id))) AS models,
    groupBitOr(sources) AS all_sources,
    min(first_ms) AS oldest_ms,
    max(last_ms) AS newest_ms
FROM (
    SELECT
        start_s, session_id, model_id, project, branch, agent, requests, input_tokens, output_tokens, cache_read_tokens, cache_write_5m_tokens, cache_write_1h_tokens, thinking_tokens, thinking_requests,
        web_search_requests, unknown_token_requests, cost_usd, unknown_cost_requests, reported_cost_usd, reported_requests, disagreements, unexplained, sources, first_ms, last_ms
    FROM coxswain_usage_hours FINAL
    WHERE NOT is_gone AND start_s >= {whole_from_s:Int64} AND start_s < {whole_until_s:Int64}
    /*edges*/
    UNION ALL
    -- What of an hour the window begins and ends with.
    SELECT
        intDiv(toUnixTimestamp64Milli(time) AS time_ms, 1000), session_id, model_id, project, branch, toLowCardinality(if(agent_type != '', agent_type, query_class)), 1, input_tokens, output_tokens, cache_read_tokens, cache_write_5m_tokens, cache_write_1h_tokens, thinking_tokens,
        isNotNull(thinking_tokens), web_search_requests, unknown_tokens != '', cost_usd, isNull(cost_usd), reported_cost_usd, isNotNull(reported_cost_usd),
        cost_status NOT IN ('agrees', 'computed', 'bad_numbers', 'missing_numbers', 'unknown_model'), cost_status IN ('unexplained', 'likely_cut_try', 'fast_or_switched'), sources, time_ms, time_ms
    FROM requests_kept
    WHERE (time >= fromUnixTimestamp64Milli({head_from_ms:Int64}, 'UTC') AND time < fromUnixTimestamp64Milli({head_until_ms:Int64}, 'UTC'))
        OR (time >= fromUnixTimestamp64Milli({tail_from_ms:Int64}, 'UTC') AND time < fromUnixTimestamp64Milli({tail_until_ms:Int64}, 'UTC'))
    /*end of edges*/)
WHERE ({project:String} = '' OR project = {project:String} OR startsWith(project, concat({project:String}, '/')))
    AND ({branch:String} = '' OR branch = {branch:String})
    AND ({model:String} = '' OR model_id = {model:String})
    AND ({session:String} = '' OR session_id = {session:String})
    -- Who a session's user is, its telemetry says. Without a user asked for nothing is read.
    AND ({user:String} = '' OR session_id IN (
        SELECT session_id
        FROM sessions
        WHERE {user:String} != ''
        GROUP BY session_id
        HAVING multiIf(max(user_email) != '', max(user_email), max(user_account_uuid) != '', max(user_account_uuid), max(user_id)) = {user:String}))
GROUP BY period, name, project_of_branch
ORDER BY
    multiIf({grouping:String} IN ('daily', 'weekly', 'monthly', 'hourly'), oldest_ms, {grouping:String} = 'session', newest_ms, 0),
    if({grouping:String} IN ('model', 'project', 'branch', 'agent'), sum(cost_usd), NULL) DESC NULLS LAST,
    if({grouping:String} IN ('model', 'project', 'branch', 'agent'), all_requests, 0) DESC,
    key,
    project_of_branch
