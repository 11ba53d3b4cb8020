-- Sessions whose client wrote down its own total, with what it would make of the requests stored of them: its own figure where it gave one, else ours.
SELECT
    costs.session_id AS id,
    toUnixTimestamp64Milli(costs.seen_at) AS seen_ms,
    toString(costs.total_cost_usd) AS total,
    toString(used.stored) AS stored,
    used.requests,
    used.without_figure,
    compacted.times,
    used.newest_ms
FROM (SELECT session_id, seen_at, total_cost_usd FROM session_costs FINAL
    WHERE ({session:String} = '' OR session_id = {session:String})
        AND seen_at >= fromUnixTimestamp64Milli({since_ms:Int64}, 'UTC') AND seen_at < fromUnixTimestamp64Milli({until_ms:Int64}, 'UTC')) AS costs
LEFT JOIN (
    SELECT session_id, sum(coalesce(reported_cost_usd, computed_cost_usd)) AS stored, count() AS requests,
        countIf(isNull(reported_cost_usd) AND isNull(computed_cost_usd)) AS without_figure,
        toUnixTimestamp64Milli(max(time)) AS newest_ms
    FROM requests
    WHERE {session:String} = '' OR session_id = {session:String}
    GROUP BY session_id) AS used ON used.session_id = costs.session_id
LEFT JOIN (SELECT session_id, count() AS times FROM (SELECT session_id FROM compactions FINAL) GROUP BY session_id) AS compacted ON compacted.session_id = costs.session_id
WHERE isNotNull(costs.total_cost_usd)
ORDER BY abs(toDecimal128(costs.total_cost_usd, 12) - ifNull(used.stored, 0)) DESC, id
LIMIT {limit:UInt32}
