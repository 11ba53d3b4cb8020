-- Sessions whose client told its own total, in the transcript or, where none does, by its cost metric, with what it would make of the requests stored of them: its own figure where it gave one, else ours. Of a
-- forked session also what its origin's client had written down before the fork's own first request: the fork's total goes on from there.
WITH written AS (
    SELECT session_id, seen_at, total_cost_usd
    FROM session_costs FINAL
    WHERE ({session:String} = '' OR session_id = {session:String}) AND isNotNull(total_cost_usd)),
-- Bounds as for an event's cost. Deltas add up; a cumulative series is its newest value, and begins anew with each process.
measured AS (
    SELECT session_id, max(newest) AS seen_at, toDecimal128(sum(part), 12) AS total_cost_usd
    FROM (
        SELECT session_id, max(time) AS newest, if(is_delta, sum(value), max(value)) AS part
        FROM activity
        WHERE metric = 'cost.usage' AND session_id != '' AND value BETWEEN 0 AND 1e9
            AND ({session:String} = '' OR session_id = {session:String})
        GROUP BY session_id, is_delta, series, if(is_delta, toDateTime64(0, 3, 'UTC'), start_time))
    GROUP BY session_id),
costs AS (
    SELECT *
    FROM (
        SELECT session_id, seen_at, total_cost_usd, 'transcript' AS told_by FROM written
        UNION ALL
        SELECT session_id, seen_at, total_cost_usd, 'metric' AS told_by FROM measured WHERE session_id NOT IN (SELECT session_id FROM written))
    WHERE seen_at >= fromUnixTimestamp64Milli({since_ms:Int64}, 'UTC') AND seen_at < fromUnixTimestamp64Milli({until_ms:Int64}, 'UTC')),
used AS (
    SELECT session_id, sum(coalesce(reported_cost_usd, computed_cost_usd)) AS stored, count() AS requests,
        countIf(isNull(reported_cost_usd) AND isNull(computed_cost_usd)) AS without_figure,
        -- Answers the client was stopped in, or that broke off: it may have ended without counting them.
        sumIf(computed_cost_usd, stop_reason = '' AND isNull(reported_cost_usd) AND (sources != 4 OR request_key IN (SELECT request_key FROM gateway_broken))) AS unfinished,
        min(time) AS oldest, max(time) AS newest
    FROM requests_priced
    WHERE session_id IN (SELECT session_id FROM costs)
        -- Attempts of the gateway that the client never saw are not in its total.
        AND request_key NOT IN (SELECT request_key FROM api_requests WHERE sources = 4 AND bitShiftRight(t_first, 56) = 252)
        -- Nor are answers that broke off where it told a figure for the one that came in the end: those its figure has are not among the requests.
        AND request_key NOT IN (SELECT request_key FROM gateway_broken WHERE isNotNull(reported_usd))
    GROUP BY session_id),
forks AS (
    SELECT session_id, origin_session_id AS origin
    FROM sessions FINAL
    WHERE origin_session_id != '' AND session_id IN (SELECT session_id FROM costs WHERE told_by = 'transcript')),
carried AS (
    SELECT forks.session_id AS session_id, any(forks.origin) AS origin,
        argMaxIf(states.total_cost_usd, states.seen_at, isNotNull(states.total_cost_usd) AND states.seen_at < if(used.requests > 0, used.oldest, costs.seen_at)) AS total
    FROM forks
    LEFT JOIN (SELECT session_id, seen_at, total_cost_usd FROM session_cost_states FINAL) AS states ON states.session_id = forks.origin
    LEFT JOIN used ON used.session_id = forks.session_id
    LEFT JOIN costs ON costs.session_id = forks.session_id
    GROUP BY forks.session_id)
SELECT
    costs.session_id AS id,
    toUnixTimestamp64Milli(costs.seen_at) AS seen_ms,
    toString(costs.total_cost_usd) AS total,
    toString(used.stored) AS stored,
    used.requests,
    used.without_figure,
    compacted.times,
    toUnixTimestamp64Milli(used.newest) AS newest_ms,
    carried.origin AS origin,
    toString(carried.total) AS origin_total,
    costs.told_by AS told_by,
    toString(used.unfinished) AS unfinished
FROM costs
LEFT JOIN used ON used.session_id = costs.session_id
LEFT JOIN carried ON carried.session_id = costs.session_id
LEFT JOIN (
    SELECT done.session_id AS session_id, count() AS times
    FROM (SELECT session_id, time FROM compactions FINAL) AS done
    LEFT JOIN (SELECT session_id, copied_until FROM sessions FINAL) AS files ON files.session_id = done.session_id
    WHERE NOT ifNull(done.time <= files.copied_until, 0)
    GROUP BY done.session_id) AS compacted ON compacted.session_id = costs.session_id
ORDER BY abs(toDecimal128(costs.total_cost_usd, 12) - ifNull(carried.total, 0) - ifNull(used.stored, 0)) DESC, id
LIMIT {limit:UInt32}
