-- Ratings that count, the newest first.
SELECT toUnixTimestamp64Milli(r.time) AS time_ms, r.id, r.session_id, r.score, r.note, r.through, s.title, s.project
FROM ratings AS r
LEFT JOIN (SELECT session_id, title, project FROM sessions FINAL) AS s ON s.session_id = r.session_id
WHERE r.time >= fromUnixTimestamp64Milli({since_ms:Int64}, 'UTC')
    AND ({session:String} = '' OR r.session_id = {session:String})
    AND ({project:String} = '' OR s.project = {project:String} OR startsWith(s.project, concat({project:String}, '/')))
ORDER BY time_ms DESC, r.id
LIMIT {limit:UInt32}
