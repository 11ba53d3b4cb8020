-- How full the windows of the last sessions were at their newest request, and how often each was compacted. Where telemetry or a transcript tells of a conversation,
-- it tells all of it: a call only the gateway saw is one beside it, such as for a title. Where nobody else does, it is left out if the client called it so.
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
        bitAnd(sources, 3) != 0 AS is_told,
        argMax(toString(model_id), time) AS model,
        count() AS requests,
        argMax(assumeNotNull(input_tokens + cache_read_tokens + cache_write_5m_tokens + cache_write_1h_tokens), time)::Nullable(UInt64) AS end_tokens,
        max(assumeNotNull(input_tokens + cache_read_tokens + cache_write_5m_tokens + cache_write_1h_tokens))::Nullable(UInt64) AS most_tokens
    FROM {requests:Identifier}
    WHERE query_class = 'main' AND session_id IN (SELECT session_id FROM chosen)
        AND isNotNull(input_tokens + cache_read_tokens + cache_write_5m_tokens + cache_write_1h_tokens)
        AND (bitAnd(sources, 3) != 0 OR request_id = '' OR request_id NOT IN (
            SELECT request_id FROM gateway_calls WHERE session_id IN (SELECT session_id FROM chosen) AND request_class NOT IN ('', 'main')))
    GROUP BY session_id, is_told
    ORDER BY is_told DESC
    LIMIT 1 BY session_id) AS used ON used.session_id = chosen.session_id
LEFT JOIN (
    SELECT session_id, countIf(trigger = 'auto') AS automatic, countIf(trigger = 'manual') AS manual, countIf(trigger NOT IN ('auto', 'manual')) AS other
    FROM compactions FINAL
    WHERE session_id IN (SELECT session_id FROM chosen) AND agent_id = '' AND ifNull(success, 1) = 1
    GROUP BY session_id) AS compacted ON compacted.session_id = chosen.session_id
ORDER BY last_ms DESC, id
