SELECT table, name, reason, path, toInt64(bytes_on_disk), toInt64(toUnixTimestamp(modification_time))
FROM system.detached_parts
WHERE database = currentDatabase() AND reason LIKE 'broken%'
ORDER BY table, name
LIMIT 100
