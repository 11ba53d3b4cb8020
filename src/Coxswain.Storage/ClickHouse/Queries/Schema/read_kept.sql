-- Days each table that transcripts fill keeps its rows; 0: for ever. A TTL that is not one of ours is left out.
SELECT name, if(position(create_table_query, '\nTTL ') + position(create_table_query, ' TTL ') = 0, 0, toInt32OrNull(extract(create_table_query, 'TTL [^,]*toIntervalDay\\((\\d+)\\)'))) AS days
FROM system.tables
WHERE database = currentDatabase()
    AND name IN ('api_requests', 'sessions', 'prompts', 'tool_calls', 'api_errors', 'compactions', 'subagents', 'session_costs', 'request_shapes', 'request_outlines', 'request_shape_parts')
    AND days IS NOT NULL
ORDER BY name
