-- The tools of one session, the most used first.
SELECT
    tool_name,
    count() AS calls,
    countIf(success = 0) AS failed,
    countIf(isNull(success)) AS unfinished,
    sum(ifNull(result_bytes, 0)) AS result_size
FROM tool_calls FINAL
WHERE session_id = {session:String}
GROUP BY tool_name
ORDER BY calls DESC, tool_name
