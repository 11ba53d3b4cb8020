-- Broken: found so by ClickHouse at its start. Without a reason: detached by a statement, which on the embedded engine only Coxswain sends.
SELECT table, name, reason, path, toInt64(bytes_on_disk), toInt64(toUnixTimestamp(modification_time)), ifNull(partition_id, '')
FROM system.detached_parts
WHERE database = currentDatabase() AND (reason LIKE 'broken%' OR (reason = '' AND {embedded:UInt8} = 1))
ORDER BY table, name
LIMIT 100
