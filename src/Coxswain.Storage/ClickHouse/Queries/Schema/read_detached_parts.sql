SELECT concat(table, '/', name) AS part
FROM system.detached_parts
WHERE database = currentDatabase() AND reason LIKE 'broken%'
ORDER BY part
LIMIT 100
