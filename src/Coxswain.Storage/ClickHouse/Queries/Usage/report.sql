-- Sums per group; what a group is, the parameter says. Periods and sessions come oldest first, everything else the dearest first. {requests} is the view
-- requests where it matters what sessions know, and requests_costed, which costs less, where it does not.
-- What a grouping does not need is not read: an if() with a constant condition is its one branch, a multiIf() is not.
WITH
    -- A day's number or an hour's second: a number is grouped by faster than a text.
    if({grouping:String} = 'daily', toInt64(toDate(time, {zone:String})),
    if({grouping:String} = 'weekly', toInt64(toMonday(time, {zone:String})),
    if({grouping:String} = 'monthly', toInt64(toStartOfMonth(time, {zone:String})),
    if({grouping:String} = 'hourly', toInt64(toUnixTimestamp(toStartOfHour(time, {zone:String}))), -1)))) AS period,
    if({grouping:String} = 'session', session_id,
    if({grouping:String} = 'model', toString(model_id),
    if({grouping:String} = 'project', project,
    if({grouping:String} = 'branch', branch,
    if({grouping:String} = 'agent', if(agent_type != '', agent_type, query_class),
    if({grouping:String} IN ('daily', 'weekly', 'monthly', 'hourly'), '', throwIf(1, 'unknown grouping')::String)))))) AS name,
    if({grouping:String} = 'session', project, '') AS project_of_session,
    if({grouping:String} = 'session', branch, '') AS branch_of_session
SELECT
    multiIf(period = -1, name, {grouping:String} = 'hourly', toString(period), toString(toDate(period))) AS key,
    if({grouping:String} = 'branch', project, '') AS project_of_branch,
    -- Of a session: where its last request was made.
    if({grouping:String} = 'session', argMaxIf(project_of_session, time, project_of_session != ''), project_of_branch) AS row_project,
    argMaxIf(branch_of_session, time, project_of_session != '') AS row_branch,
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
    countIf(cost_status IN ('unexplained', 'likely_cut_try', 'fast_or_switched')) AS unexplained,
    arraySort(arrayMap(model -> toString(model), groupUniqArray(model_id))) AS models,
    groupBitOr(sources) AS all_sources,
    toUnixTimestamp64Milli(min(time)) AS first_ms,
    toUnixTimestamp64Milli(max(time)) AS last_ms
FROM {requests:Identifier}
WHERE time >= fromUnixTimestamp64Milli({since_ms:Int64}, 'UTC') AND time < fromUnixTimestamp64Milli({until_ms:Int64}, 'UTC')
    AND ({project:String} = '' OR project = {project:String} OR startsWith(project, concat({project:String}, '/')))
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
    multiIf({grouping:String} IN ('daily', 'weekly', 'monthly', 'hourly'), first_ms, {grouping:String} = 'session', last_ms, 0),
    if({grouping:String} IN ('model', 'project', 'branch', 'agent'), sum(cost_usd), NULL) DESC NULLS LAST,
    if({grouping:String} IN ('model', 'project', 'branch', 'agent'), requests, 0) DESC,
    key,
    project_of_branch
