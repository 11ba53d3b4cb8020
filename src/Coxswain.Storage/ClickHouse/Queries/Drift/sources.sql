-- Who told of each request, by client version. A session both sources know should have every request from both.
WITH told AS
(
    SELECT
        if(o_version != '', o_version, t_version) AS version,
        if(o_session_id != '', o_session_id, t_session_id) AS session_id,
        bitAnd(sources, 1) != 0 AS by_otlp,
        bitAnd(sources, 2) != 0 AS by_transcript
    FROM api_requests FINAL
    WHERE last_seen >= toDateTime(intDiv({since_ms:Int64}, 1000), 'UTC') AND last_seen < toDateTime(intDiv({until_ms:Int64}, 1000), 'UTC')
        AND request_id != ''
        AND request_key NOT IN (SELECT request_key FROM sidechain_replays)
)
SELECT
    version,
    toInt64(count()) AS requests,
    toInt64(countIf(by_otlp AND by_transcript)) AS both,
    toInt64(countIf(by_otlp AND NOT by_transcript)) AS otlp_only,
    toInt64(countIf(by_transcript AND NOT by_otlp)) AS transcript_only,
    toInt64(countIf(by_transcript AND NOT by_otlp AND session_id IN (SELECT session_id FROM told WHERE by_otlp))) AS repaired_by_transcript,
    toInt64(countIf(by_otlp AND NOT by_transcript AND session_id IN (SELECT session_id FROM told WHERE by_transcript))) AS repaired_by_otlp
FROM told
GROUP BY version
ORDER BY version
