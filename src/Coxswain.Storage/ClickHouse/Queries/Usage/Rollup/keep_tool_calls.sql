-- Brings the kept tool calls of the pass's sessions to what was told of them: of those that something was told of since what was done, or that are not kept; only rows that
-- changed are written. A call may move from one session to another when more is told of it.
INSERT INTO coxswain_tool_calls (
    time, session_id, tool_use_id,
    prompt_id, agent_id, tool_name, request_id, called_at, finished_at, success, decision, decision_source, duration_ms, result_bytes,
    file_hash, is_detailed, before_hash, after_hash, undoes,
    facts_hash, row_version, is_gone)
WITH
    chosen AS (SELECT value FROM coxswain_usage_scope WHERE pass = {pass:UInt64} AND NOT is_key),
    keys AS (
        SELECT tool_use_id
        FROM coxswain_tool_keys
        WHERE session_id IN (SELECT value FROM chosen)
            AND (at > fromUnixTimestamp64Milli(least({through_ms:Int64}, toUnixTimestamp64Milli(now64(3))) - {back_ms:Int64}, 'UTC')
                OR tool_use_id NOT IN (SELECT tool_use_id FROM coxswain_tool_calls WHERE session_id IN (SELECT value FROM chosen)))),
    all_told AS (
        SELECT
            time, session_id::String AS session_id, tool_use_id,
            prompt_id, agent_id, tool_name, request_id, called_at, finished_at, success, decision, decision_source, duration_ms, result_bytes,
            file_hash, is_detailed, before_hash, after_hash, undoes,
            cityHash64(toString((
                prompt_id, agent_id, tool_name, request_id, called_at, finished_at, success, decision, decision_source, duration_ms, result_bytes,
                file_hash, is_detailed, before_hash, after_hash, undoes))) AS facts_hash,
            1 AS is_told
        FROM tool_calls_told
        WHERE tool_use_id IN (SELECT tool_use_id FROM keys))
SELECT
    time, session_id, tool_use_id,
    prompt_id, agent_id, tool_name, request_id, called_at, finished_at, success, decision, decision_source, duration_ms, result_bytes,
    file_hash, is_detailed, before_hash, after_hash, undoes,
    facts_hash, kept_version + 1, NOT is_told
FROM (SELECT * FROM all_told) AS told
FULL JOIN (
    SELECT time, session_id, tool_use_id, facts_hash AS kept_hash, row_version AS kept_version, is_gone AS was_gone
    FROM coxswain_tool_calls FINAL
    -- Under whichever session that told of one.
    WHERE tool_use_id IN (SELECT tool_use_id FROM keys) AND session_id IN (SELECT session_id FROM coxswain_tool_keys WHERE tool_use_id IN (SELECT tool_use_id FROM keys))) AS kept
USING (time, session_id, tool_use_id)
WHERE if(is_told, kept_version = 0 OR was_gone OR kept_hash != facts_hash, NOT was_gone)
SETTINGS join_use_nulls = 0
