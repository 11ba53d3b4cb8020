-- The client's own counters. A series tells either what was added since it last told (delta), or its running total: of that the growth in the window counts,
-- from 0 where it began inside.
SELECT metric, kind, sum(amount) AS amount, uniqExact(session_id) AS sessions
FROM (
    SELECT
        metric,
        if(metric = 'code_edit_tool.decision', decision, type) AS kind,
        session_id,
        if(is_delta, sumIf(value, time >= since), greatest(0, maxIf(value, time >= since) - if(countIf(time < since) = 0, 0, maxIf(value, time < since)))) AS amount
    FROM (SELECT *, fromUnixTimestamp64Milli({since_ms:Int64}, 'UTC') AS since FROM activity)
    WHERE metric IN ('lines_of_code.count', 'commit.count', 'pull_request.count', 'active_time.total', 'code_edit_tool.decision', 'session.count')
        AND time < fromUnixTimestamp64Milli({until_ms:Int64}, 'UTC')
        AND ({project:String} = '' OR session_id IN (
            SELECT session_id FROM sessions FINAL WHERE project = {project:String} OR startsWith(project, concat({project:String}, '/'))))
    GROUP BY metric, kind, session_id, series, start_time, is_delta
    HAVING countIf(time >= since) > 0)
GROUP BY metric, kind
ORDER BY metric, kind
