-- Sessions, the newest first, with what their requests cost and what the client itself counted.
WITH chosen AS (
    -- A fork's file begins with its origin's lines; the fork itself began after them.
    SELECT session_id, title, project, branch, version, entrypoint, greatest(first_seen, copied_until) AS first_seen, last_seen, sources, origin_session_id
    FROM sessions FINAL
    WHERE ({session:String} = '' OR session_id = {session:String})
        AND ({project:String} = '' OR project = {project:String} OR startsWith(project, concat({project:String}, '/')))
        AND last_seen >= fromUnixTimestamp64Milli({since_ms:Int64}, 'UTC')
        AND first_seen < fromUnixTimestamp64Milli({until_ms:Int64}, 'UTC')
        AND ({text:String} = '' OR positionCaseInsensitiveUTF8(concat(title, '\n', session_id, '\n', project, '\n', branch), {text:String}) > 0)
        -- Without a model asked for nothing is read.
        AND ({model:String} = '' OR session_id IN (SELECT session_id FROM {requests:Identifier} WHERE {model:String} != '' AND model_id = {model:String}))
    ORDER BY last_seen DESC, session_id
    LIMIT {limit:UInt32})
SELECT
    chosen.session_id AS id,
    chosen.title,
    chosen.project,
    chosen.branch,
    chosen.version,
    chosen.entrypoint,
    toUnixTimestamp64Milli(chosen.first_seen) AS first_ms,
    toUnixTimestamp64Milli(chosen.last_seen) AS last_ms,
    used.requests,
    if(used.requests = 0, 0, used.input) AS input_tokens,
    if(used.requests = 0, 0, used.output) AS output_tokens,
    if(used.requests = 0, 0, used.cache_read) AS cache_read_tokens,
    if(used.requests = 0, 0, used.cache_write) AS cache_write_tokens,
    used.unknown_tokens,
    toString(used.cost) AS cost,
    used.unknown_cost,
    toString(costs.total_cost_usd) AS client_cost,
    used.models,
    chosen.sources,
    chosen.origin_session_id
FROM chosen
LEFT JOIN (
    SELECT
        session_id,
        count() AS requests,
        sum(input_tokens) AS input,
        sum(output_tokens) AS output,
        sum(cache_read_tokens) AS cache_read,
        sum(cache_write_5m_tokens) + sum(cache_write_1h_tokens) AS cache_write,
        countIf(unknown_tokens != '') AS unknown_tokens,
        sum(cost_usd) AS cost,
        countIf(isNull(cost_usd)) AS unknown_cost,
        arraySort(groupUniqArray(toString(model_id))) AS models
    FROM {requests:Identifier}
    -- The day before is for clocks that differ.
    WHERE session_id IN (SELECT session_id FROM chosen) AND time >= (SELECT min(first_seen) - INTERVAL 1 DAY FROM chosen)
    GROUP BY session_id) AS used ON used.session_id = chosen.session_id
LEFT JOIN (SELECT session_id, total_cost_usd FROM session_costs FINAL) AS costs ON costs.session_id = chosen.session_id
ORDER BY last_ms DESC, id
