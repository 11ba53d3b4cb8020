-- How many requests each conversation made that was active since a moment, and when the last one was answered; those beside a conversation (titles, summaries) do not
-- count, as in switched_requests.sql. A subagent's is a conversation of its own.
SELECT
    agent_id != '' AS is_subagent,
    count() AS turns,
    toUnixTimestamp64Milli(max(time)) AS last_ms
FROM {requests:Identifier}
WHERE time >= fromUnixTimestamp64Milli({since_ms:Int64}, 'UTC')
    AND session_id != ''
    AND query_class != 'auxiliary' AND (agent_id != '' OR query_class != 'subagent')
    AND (request_id = '' OR request_id NOT IN (
        SELECT request_id
        FROM gateway_calls
        WHERE time >= fromUnixTimestamp64Milli({since_ms:Int64}, 'UTC') - INTERVAL 1 DAY AND request_class IN ('auxiliary', 'compaction')))
GROUP BY session_id, agent_id
