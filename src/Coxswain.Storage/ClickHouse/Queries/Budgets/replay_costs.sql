-- What requests of sessions that were active in the window cost, the newest first. The keys are looked up first: only their rows are merged.
WITH active AS (
    SELECT session_id
    FROM sessions
    WHERE session_id != '' AND ({session:String} = '' OR session_id = {session:String})
    GROUP BY session_id
    HAVING max(last_seen) >= fromUnixTimestamp64Milli({since_ms:Int64}, 'UTC') AND min(first_seen) < fromUnixTimestamp64Milli({until_ms:Int64}, 'UTC'))
SELECT request_key, toString(cost_usd) AS cost
FROM {requests:Identifier}
WHERE time < fromUnixTimestamp64Milli({until_ms:Int64}, 'UTC')
    AND session_id IN (SELECT session_id FROM active)
    AND ({is_kept:UInt8} OR request_key IN (
        SELECT request_key
        FROM api_requests
        WHERE o_session_id IN (SELECT session_id FROM active) OR tupleElement(t_owner, 'session_id') IN (SELECT session_id FROM active)))
ORDER BY time DESC
LIMIT {limit:UInt32}
