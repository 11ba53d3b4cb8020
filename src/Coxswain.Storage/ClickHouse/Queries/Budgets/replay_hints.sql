-- What is kept of prompts (their text, where that is kept at all, and the tools of the main conversation) and of what subagents were started for.
WITH active AS (
    SELECT session_id
    FROM sessions
    WHERE session_id != '' AND ({session:String} = '' OR session_id = {session:String})
    GROUP BY session_id
    HAVING max(last_seen) >= fromUnixTimestamp64Milli({since_ms:Int64}, 'UTC') AND min(first_seen) < fromUnixTimestamp64Milli({until_ms:Int64}, 'UTC'))
SELECT session, agent, prompt, max(words) AS text, groupUniqArrayArray(tools) AS used
FROM
(
    SELECT session_id AS session, '' AS agent, prompt_id AS prompt, text AS words, emptyArrayString() AS tools
    FROM prompts FINAL
    WHERE session_id IN (SELECT session_id FROM active) AND prompt_id != ''
    UNION ALL
    SELECT session_id, '', prompt_id, NULL, [tool_name]
    FROM tool_calls FINAL
    WHERE session_id IN (SELECT session_id FROM active) AND prompt_id != '' AND agent_id = '' AND tool_name != ''
    UNION ALL
    SELECT session_id, agent_id, '', nullIf(t_description, ''), emptyArrayString()
    FROM subagents FINAL
    WHERE session_id IN (SELECT session_id FROM active) AND agent_id != ''
)
GROUP BY session, agent, prompt
ORDER BY session, agent, prompt
LIMIT {limit:UInt32}
