-- How full the windows of the last sessions were at their newest request, and how often each was compacted.
WITH chosen AS (
    SELECT session_id, title, project, last_seen
    FROM sessions FINAL
    WHERE ({project:String} = '' OR project = {project:String} OR startsWith(project, concat({project:String}, '/')))
        AND last_seen >= fromUnixTimestamp64Milli({since_ms:Int64}, 'UTC')
    ORDER BY last_seen DESC, session_id
    LIMIT {limit:UInt32})
SELECT
    chosen.session_id AS id,
    chosen.title,
    chosen.project,
    toUnixTimestamp64Milli(chosen.last_seen) AS last_ms,
    used.model,
    used.requests,
    used.end_tokens,
    used.most_tokens,
    compacted.automatic,
    compacted.manual,
    compacted.other
FROM chosen
LEFT JOIN (
    SELECT
        session_id,
        argMax(toString(model_id), time) AS model,
        count() AS requests,
        argMax(assumeNotNull(input_tokens + cache_read_tokens + cache_write_5m_tokens + cache_write_1h_tokens), time)::Nullable(UInt64) AS end_tokens,
        max(assumeNotNull(input_tokens + cache_read_tokens + cache_write_5m_tokens + cache_write_1h_tokens))::Nullable(UInt64) AS most_tokens
    FROM {requests:Identifier}
    WHERE query_class = 'main' AND session_id IN (SELECT session_id FROM chosen)
        AND isNotNull(input_tokens + cache_read_tokens + cache_write_5m_tokens + cache_write_1h_tokens)
    GROUP BY session_id) AS used ON used.session_id = chosen.session_id
LEFT JOIN (
    SELECT session_id, countIf(trigger = 'auto') AS automatic, countIf(trigger = 'manual') AS manual, countIf(trigger NOT IN ('auto', 'manual')) AS other
    FROM compactions FINAL
    WHERE session_id IN (SELECT session_id FROM chosen) AND agent_id = '' AND ifNull(success, 1) = 1
    GROUP BY session_id) AS compacted ON compacted.session_id = chosen.session_id
ORDER BY last_ms DESC, id
