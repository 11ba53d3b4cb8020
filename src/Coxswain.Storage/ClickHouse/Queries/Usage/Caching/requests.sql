-- Requests of sessions that were active in the window, up to its end: what a turn may read was written before the window. The keys are looked up first: only
-- their rows are merged. Where a request was made is told as in the view requests; kept rows tell it themselves.
WITH
    active AS (
        SELECT session_id
        FROM sessions
        WHERE session_id != '' AND ({session:String} = '' OR session_id = {session:String}) AND (empty({sessions:Array(String)}) OR session_id IN {sessions:Array(String)})
        GROUP BY session_id
        HAVING max(last_seen) >= fromUnixTimestamp64Milli({since_ms:Int64}, 'UTC') AND min(first_seen) < fromUnixTimestamp64Milli({until_ms:Int64}, 'UTC')),
    told AS (
        SELECT *
        FROM {requests:Identifier}
        WHERE session_id IN (SELECT session_id FROM active)
            -- Kept rows are in the order of time, and their sums say since when there are any.
            AND (NOT {is_kept:UInt8} OR time >= (SELECT toDateTime64(min(start_s), 3, 'UTC') FROM coxswain_usage_hours WHERE session_id IN (SELECT session_id FROM active)))
            AND time < fromUnixTimestamp64Milli({until_ms:Int64}, 'UTC')
            AND ({is_kept:UInt8} OR request_key IN (
                SELECT request_key
                FROM api_requests
                WHERE o_session_id IN (SELECT session_id FROM active) OR tupleElement(t_owner, 'session_id') IN (SELECT session_id FROM active)))
        ORDER BY time DESC
        LIMIT {limit:UInt32}),
    if(places[1].1 <= told.time, arrayLast(change -> change.1 <= told.time, places), places[1]) AS place
SELECT
    told.session_id,
    told.agent_id,
    told.query_class,
    if(told.project = '' AND notEmpty(places), place.2, told.project) AS project_,
    toUnixTimestamp64Milli(told.time) AS time_ms,
    -- An event tells the end and how long it took; of a transcript without api-request lines nobody knows.
    multiIf(
        outlines.key != '', toUnixTimestamp64Milli(outlines.sent_at),
        bitTest(told.sources, 1) = 0 AND isNotNull(told.duration_ms), time_ms - toInt64(assumeNotNull(told.duration_ms)),
        NULL) AS sent_ms,
    toString(told.model_id) AS model,
    if(told.unknown_tokens = '', told.input_tokens, NULL) AS input,
    told.output_tokens,
    told.cache_read_tokens,
    told.cache_write_5m_tokens,
    told.cache_write_1h_tokens,
    told.web_search_requests,
    told.speed,
    told.service_tier,
    told.inference_geo,
    told.writes_unsplit,
    told.effort,
    told.version,
    outlines.requested_lifetime_s,
    outlines.shape,
    parts.system_hash,
    parts.tools_hash,
    outlines.parameters_hash,
    outlines.messages,
    if(outlines.key = '', NULL, outlines.kept_messages) AS kept,
    told.request_key,
    told.prompt_id
FROM told
LEFT ANY JOIN (
    SELECT request_key AS key, sent_at, shape_hash AS shape, parameters_hash, messages, kept_messages, requested_lifetime_s
    FROM request_outlines FINAL
    WHERE request_key IN (SELECT request_key FROM told)) AS outlines ON outlines.key = told.request_key
LEFT ANY JOIN (SELECT shape_hash AS shape_of_parts, system_hash, tools_hash FROM request_shape_parts FINAL) AS parts ON parts.shape_of_parts = outlines.shape
LEFT ANY JOIN (SELECT session_id AS place_session, places FROM {places:Identifier}) AS s ON s.place_session = if(told.project = '', told.session_id, '')
ORDER BY time_ms, told.request_key
