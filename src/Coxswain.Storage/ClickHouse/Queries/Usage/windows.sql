-- Sums by hour and model of up to three windows at once: whole hours from kept sums, and what is before and after them, or all of a window where nothing is kept, from requests.
SELECT
    toInt32(window_) AS window_of,
    toInt64(toUnixTimestamp(toStartOfHour(fromUnixTimestamp64Milli(at_ms, 'UTC'), {zone:String}))) AS hour_s,
    toString(model_id) AS model,
    '' AS none,
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
    [model] AS models,
    groupBitOr(sources) AS all_sources,
    min(first_ms) AS oldest_ms,
    max(last_ms) AS newest_ms
FROM (
    SELECT
        arrayJoin(arrayFilter(i -> start_s >= {whole_from_s:Array(Int64)}[i] AND start_s < {whole_until_s:Array(Int64)}[i], [1, 2, 3])) AS window_,
        start_s * 1000 AS at_ms, session_id, model_id, project, requests, input_tokens, output_tokens, cache_read_tokens, cache_write_5m_tokens, cache_write_1h_tokens, thinking_tokens, thinking_requests,
        web_search_requests, unknown_token_requests, cost_usd, unknown_cost_requests, reported_cost_usd, reported_requests, disagreements, unexplained, sources, first_ms, last_ms
    FROM coxswain_usage_hours FINAL
    WHERE NOT is_gone AND start_s >= arrayMin({whole_from_s:Array(Int64)}) AND start_s < arrayMax({whole_until_s:Array(Int64)})
    UNION ALL
    SELECT
        arrayJoin(arrayFilter(
            i -> (at_ms >= {edge_from_ms:Array(Int64)}[i] AND at_ms < {edge_until_ms:Array(Int64)}[i]) OR (at_ms >= {edge_from_ms:Array(Int64)}[i + 3] AND at_ms < {edge_until_ms:Array(Int64)}[i + 3]), [1, 2, 3])),
        toUnixTimestamp64Milli(time) AS at_ms, session_id, model_id, project, 1, input_tokens, output_tokens, cache_read_tokens, cache_write_5m_tokens, cache_write_1h_tokens, thinking_tokens,
        isNotNull(thinking_tokens), web_search_requests, unknown_tokens != '', cost_usd, isNull(cost_usd), reported_cost_usd, isNotNull(reported_cost_usd),
        cost_status NOT IN ('agrees', 'computed', 'bad_numbers', 'missing_numbers', 'unknown_model'), cost_status IN ('unexplained', 'likely_cut_try', 'fast_or_switched'), sources, at_ms, at_ms
    FROM {requests:Identifier}
    -- Written out: only so the engine reads no other time.
    WHERE (time >= fromUnixTimestamp64Milli({edge_from_ms:Array(Int64)}[1], 'UTC') AND time < fromUnixTimestamp64Milli({edge_until_ms:Array(Int64)}[1], 'UTC'))
        OR (time >= fromUnixTimestamp64Milli({edge_from_ms:Array(Int64)}[2], 'UTC') AND time < fromUnixTimestamp64Milli({edge_until_ms:Array(Int64)}[2], 'UTC'))
        OR (time >= fromUnixTimestamp64Milli({edge_from_ms:Array(Int64)}[3], 'UTC') AND time < fromUnixTimestamp64Milli({edge_until_ms:Array(Int64)}[3], 'UTC'))
        OR (time >= fromUnixTimestamp64Milli({edge_from_ms:Array(Int64)}[4], 'UTC') AND time < fromUnixTimestamp64Milli({edge_until_ms:Array(Int64)}[4], 'UTC'))
        OR (time >= fromUnixTimestamp64Milli({edge_from_ms:Array(Int64)}[5], 'UTC') AND time < fromUnixTimestamp64Milli({edge_until_ms:Array(Int64)}[5], 'UTC'))
        OR (time >= fromUnixTimestamp64Milli({edge_from_ms:Array(Int64)}[6], 'UTC') AND time < fromUnixTimestamp64Milli({edge_until_ms:Array(Int64)}[6], 'UTC')))
WHERE ({project:String} = '' OR project = {project:String} OR startsWith(project, concat({project:String}, '/')))
    AND ({model:String} = '' OR model_id = {model:String})
    AND ({session:String} = '' OR session_id = {session:String})
GROUP BY window_, hour_s, model_id
ORDER BY window_, hour_s, model
