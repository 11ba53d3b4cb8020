-- Where a session is: the place of its newest prompt that transcripts tell of, else of its first line.
SELECT place.1 AS project, place.2 AS branch
FROM
(
    SELECT (tupleElement(t_owner, 'project'), tupleElement(t_owner, 'branch')) AS place, tupleElement(t_owner, 'time') AS told_at
    FROM prompts
    WHERE tupleElement(t_owner, 'session_id') = {session:String}
    UNION ALL
    SELECT (tupleElement(t_owner, 'project'), tupleElement(t_owner, 'branch')), tupleElement(t_owner, 'time')
    FROM sessions
    WHERE session_id = {session:String}
)
WHERE place.1 != ''
ORDER BY told_at DESC
LIMIT 1
