-- What one session's requests cost, all and recent ones; no row when it has none. Where no rows are kept the keys are looked up first: only their rows are merged and priced.
SELECT
    count() AS requests,
    toString(sum(cost_usd)) AS cost,
    countIf(isNull(cost_usd)) AS unknown_cost,
    toUnixTimestamp64Milli(min(time)) AS first_ms,
    toUnixTimestamp64Milli(max(time)) AS last_ms,
    countIf(time >= fromUnixTimestamp64Milli({recent_ms:Int64}, 'UTC')) AS recent_requests,
    toString(sumIf(cost_usd, time >= fromUnixTimestamp64Milli({recent_ms:Int64}, 'UTC'))) AS recent_cost,
    countIf(isNull(cost_usd) AND time >= fromUnixTimestamp64Milli({recent_ms:Int64}, 'UTC')) AS recent_unknown
FROM {requests:Identifier}
WHERE session_id = {session:String}
    AND ({is_kept:UInt8} OR request_key IN (SELECT request_key FROM api_requests WHERE o_session_id = {session:String} OR tupleElement(t_owner, 'session_id') = {session:String}))
HAVING requests > 0
