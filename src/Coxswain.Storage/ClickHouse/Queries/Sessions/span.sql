-- Oldest and newest event of all sessions; no row: there is none.
SELECT toUnixTimestamp64Milli(min(first_seen)) AS oldest_ms, toUnixTimestamp64Milli(max(last_seen)) AS newest_ms
FROM sessions
HAVING count() > 0
