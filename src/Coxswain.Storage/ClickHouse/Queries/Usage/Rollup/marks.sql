-- Sessions marked since a moment, which may lie ahead of a clock that was set back; and the prices in force.
SELECT
    toUnixTimestamp64Milli(now64(3)) AS now_ms,
    ifNull((SELECT max(toUnixTimestamp64Micro(synced_at)) FROM price_list), 0) AS prices_us,
    groupArray(session_id) AS sessions,
    groupArray(at_ms) AS marked_ms,
    groupArray(stamps) AS stamps_of_sessions
FROM (
    SELECT session_id, toUnixTimestamp64Milli(max(at)) AS at_ms, sum(stamp) AS stamps
    FROM coxswain_usage_marks
    WHERE at > fromUnixTimestamp64Milli(least({through_ms:Int64}, toUnixTimestamp64Milli(now64(3))) - {back_ms:Int64}, 'UTC')
    GROUP BY session_id)
