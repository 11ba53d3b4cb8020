-- How often the client asked how a session goes, and what was answered.
SELECT
    multiIf(f.response != '', f.response, f.is_abandoned, 'abandoned', 'unanswered') AS answer,
    count() AS times,
    toUnixTimestamp64Milli(max(f.time)) AS newest_ms
FROM feedback_surveys AS f
WHERE f.time >= fromUnixTimestamp64Milli({since_ms:Int64}, 'UTC')
    AND ({session:String} = '' OR f.session_id = {session:String})
    AND ({project:String} = '' OR f.session_id IN (SELECT session_id FROM sessions FINAL WHERE project = {project:String} OR startsWith(project, concat({project:String}, '/'))))
GROUP BY answer
ORDER BY times DESC, answer
