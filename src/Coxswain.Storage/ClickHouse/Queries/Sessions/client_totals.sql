-- Sessions whose client wrote down its own total, with what it would make of the requests stored of them: its own figure where it gave one, else ours. Of a
-- forked session also what its origin's client had written down before the fork's own first request: the fork's total goes on from there.
WITH costs AS (
    SELECT session_id, seen_at, total_cost_usd
    FROM session_costs FINAL
    WHERE ({session:String} = '' OR session_id = {session:String})
        AND seen_at >= fromUnixTimestamp64Milli({since_ms:Int64}, 'UTC') AND seen_at < fromUnixTimestamp64Milli({until_ms:Int64}, 'UTC')),
used AS (
    SELECT session_id, sum(coalesce(reported_cost_usd, computed_cost_usd)) AS stored, count() AS requests,
        countIf(isNull(reported_cost_usd) AND isNull(computed_cost_usd)) AS without_figure,
        min(time) AS oldest, max(time) AS newest
    FROM requests_costed
    WHERE {session:String} = '' OR session_id = {session:String}
    GROUP BY session_id),
forks AS (
    SELECT session_id, origin_session_id AS origin
    FROM sessions FINAL
    WHERE origin_session_id != '' AND session_id IN (SELECT session_id FROM costs)),
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
    toString(carried.total) AS origin_total
FROM costs
LEFT JOIN used ON used.session_id = costs.session_id
LEFT JOIN carried ON carried.session_id = costs.session_id
LEFT JOIN (
    SELECT done.session_id AS session_id, count() AS times
    FROM (SELECT session_id, time FROM compactions FINAL) AS done
    LEFT JOIN (SELECT session_id, copied_until FROM sessions FINAL) AS files ON files.session_id = done.session_id
    WHERE NOT ifNull(done.time <= files.copied_until, 0)
    GROUP BY done.session_id) AS compacted ON compacted.session_id = costs.session_id
WHERE isNotNull(costs.total_cost_usd)
ORDER BY abs(toDecimal128(costs.total_cost_usd, 12) - ifNull(carried.total, 0) - ifNull(used.stored, 0)) DESC, id
LIMIT {limit:UInt32}
