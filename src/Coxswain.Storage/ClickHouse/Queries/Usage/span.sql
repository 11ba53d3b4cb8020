-- Oldest and newest request of the whole store; no row: there is none.
SELECT toUnixTimestamp64Milli(min(time)) AS oldest_ms, toUnixTimestamp64Milli(max(time)) AS newest_ms
FROM requests_resolved
HAVING count() > 0
