-- The tools of one session, the most used first.
SELECT
    tool_name,
    count() AS calls,
    countIf(success = 0 AND decision != 'reject') AS failed,
    countIf(isNull(success) AND decision != 'reject') AS unfinished,
    sum(ifNull(result_bytes, 0)) AS result_size,
    countIf(decision = 'reject') AS rejected
FROM tool_calls FINAL
WHERE session_id = {session:String}
GROUP BY tool_name
ORDER BY calls DESC, tool_name
