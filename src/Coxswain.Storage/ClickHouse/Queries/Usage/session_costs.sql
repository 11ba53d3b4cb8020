-- What whole sessions cost that have a request since a time, those with the newest request first.
SELECT
    session_id,
    toString(sum(cost_usd)) AS cost
FROM {requests:Identifier}
WHERE session_id != ''
    AND session_id IN (SELECT session_id FROM requests_costed WHERE time >= fromUnixTimestamp64Milli({since_ms:Int64}, 'UTC'))
    AND ({project:String} = '' OR project = {project:String} OR startsWith(project, concat({project:String}, '/')))
    AND ({branch:String} = '' OR branch = {branch:String})
    -- Who a session's user is, its telemetry says. Without a user asked for nothing is read.
    AND ({user:String} = '' OR session_id IN (
        SELECT session_id
        FROM sessions
        WHERE {user:String} != ''
        GROUP BY session_id
        HAVING multiIf(max(user_email) != '', max(user_email), max(user_account_uuid) != '', max(user_account_uuid), max(user_id)) = {user:String}))
GROUP BY session_id
HAVING sum(cost_usd) >= toDecimal128({least_usd:String}, 12)
ORDER BY max(time) DESC
LIMIT {most:UInt32}
