-- Compactions of sessions that were active in the window. One that failed changed nothing.
SELECT session_id, agent_id, toUnixTimestamp64Milli(assumeNotNull(time)) AS time_ms
FROM compactions FINAL
WHERE isNotNull(time) AND ifNull(success, 1) = 1
    AND session_id IN (
        SELECT session_id
        FROM sessions
        WHERE session_id != '' AND ({session:String} = '' OR session_id = {session:String})
        GROUP BY session_id
        HAVING max(last_seen) >= fromUnixTimestamp64Milli({since_ms:Int64}, 'UTC') AND min(first_seen) < fromUnixTimestamp64Milli({until_ms:Int64}, 'UTC'))
ORDER BY time DESC
LIMIT {limit:UInt32}
