-- The requests of each status whose two figures differ most.
SELECT
    toString(cost_status) AS status,
    request_key,
    session_id,
    toUnixTimestamp64Milli(time) AS time_ms,
    toString(model_id) AS model_id,
    toString(computed_cost_usd) AS ours,
    toString(reported_cost_usd) AS reported
FROM requests_costed
WHERE time >= fromUnixTimestamp64Milli({since_ms:Int64}, 'UTC') AND time < fromUnixTimestamp64Milli({until_ms:Int64}, 'UTC')
    AND cost_status NOT IN ('agrees', 'computed')
ORDER BY abs(ifNull(reported_cost_usd, 0) - ifNull(computed_cost_usd, 0)) DESC, time DESC
LIMIT {examples:UInt32} BY status
