-- Who told of each request, by client version. A session both sources know should have every request from both. Without a request id the two cannot be
-- matched: such requests are counted apart.
WITH told AS
(
    SELECT
        if(o_version != '', o_version, t_version) AS version,
        if(o_session_id != '', o_session_id, t_session_id) AS session_id,
        request_id != '' AS has_id,
        has_id AND bitAnd(sources, 1) != 0 AS by_otlp,
        has_id AND bitAnd(sources, 2) != 0 AS by_transcript
    FROM api_requests FINAL
    WHERE last_seen >= toDateTime(intDiv({since_ms:Int64}, 1000), 'UTC') AND last_seen < toDateTime(intDiv({until_ms:Int64}, 1000), 'UTC')
        AND bitAnd(sources, 3) != 0
        AND request_key NOT IN (SELECT request_key FROM sidechain_replays)
)
SELECT
    version,
    toInt64(countIf(has_id)) AS requests,
    toInt64(countIf(by_otlp AND by_transcript)) AS both,
    toInt64(countIf(by_otlp AND NOT by_transcript)) AS otlp_only,
    toInt64(countIf(by_transcript AND NOT by_otlp)) AS transcript_only,
    toInt64(countIf(by_transcript AND NOT by_otlp AND session_id IN (SELECT session_id FROM told WHERE by_otlp))) AS repaired_by_transcript,
    toInt64(countIf(by_otlp AND NOT by_transcript AND session_id IN (SELECT session_id FROM told WHERE by_transcript))) AS repaired_by_otlp,
    toInt64(countIf(NOT has_id)) AS without_id
FROM told
GROUP BY version
ORDER BY version
