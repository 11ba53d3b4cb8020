-- Sessions whose kept tool calls changed since a moment: a call is another session's than the one that told of it where both do.
SELECT DISTINCT session_id
FROM coxswain_tool_calls
WHERE kept_at >= fromUnixTimestamp64Milli({began_ms:Int64}, 'UTC')
