-- Where a session is: the place of its newest prompt that transcripts tell of, else of its first line; and whose it is, as telemetry says.
SELECT
    tupleElement(argMaxIf(place, told_at, place.1 != ''), 1) AS project,
    tupleElement(argMaxIf(place, told_at, place.1 != ''), 2) AS branch,
    multiIf(max(email) != '', max(email), max(account) != '', max(account), max(user)) AS name
FROM
(
    SELECT (tupleElement(t_owner, 'project'), tupleElement(t_owner, 'branch')) AS place, tupleElement(t_owner, 'time') AS told_at, '' AS email, '' AS account, '' AS user
    FROM prompts
    WHERE tupleElement(t_owner, 'session_id') = {session:String}
    UNION ALL
    SELECT (tupleElement(t_owner, 'project'), tupleElement(t_owner, 'branch')), tupleElement(t_owner, 'time'), user_email, user_account_uuid, user_id
    FROM sessions
    WHERE session_id = {session:String}
)
