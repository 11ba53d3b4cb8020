-- As Usage/session_costs.sql, from sums by session and hour.
SELECT
    session_id,
    toString(sum(cost_usd)) AS cost
FROM coxswain_usage_hours FINAL
WHERE NOT is_gone AND session_id != ''
    AND session_id IN (SELECT session_id FROM coxswain_usage_hours FINAL WHERE NOT is_gone AND last_ms >= {since_ms:Int64})
    AND ({project:String} = '' OR project = {project:String} OR startsWith(project, concat({project:String}, '/')))
    AND ({branch:String} = '' OR branch = {branch:String})
    AND ({user:String} = '' OR session_id IN (
        SELECT session_id
        FROM sessions
        WHERE {user:String} != ''
        GROUP BY session_id
        HAVING multiIf(max(user_email) != '', max(user_email), max(user_account_uuid) != '', max(user_account_uuid), max(user_id)) = {user:String}))
GROUP BY session_id
HAVING sum(cost_usd) >= toDecimal128({least_usd:String}, 12)
ORDER BY max(last_ms) DESC
LIMIT {most:UInt32}
