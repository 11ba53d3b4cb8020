-- Oldest and newest request of the whole store; no row: there is none.
SELECT min(first_ms) AS oldest_ms, max(last_ms) AS newest_ms
FROM coxswain_usage_hours FINAL
WHERE NOT is_gone
HAVING count() > 0
