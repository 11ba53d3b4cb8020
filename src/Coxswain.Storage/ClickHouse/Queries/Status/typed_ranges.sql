SELECT 'api_requests', minOrNull(last_seen), maxOrNull(last_seen) FROM api_requests
UNION ALL
SELECT 'sessions', minOrNull(toDateTime(first_seen)), maxOrNull(toDateTime(last_seen)) FROM sessions
UNION ALL
SELECT 'tool_calls', minOrNull(last_seen), maxOrNull(last_seen) FROM tool_calls
UNION ALL
SELECT 'prompts', minOrNull(last_seen), maxOrNull(last_seen) FROM prompts
