SELECT
    t.name AS table,
    toInt64(ifNull(t.total_rows, 0)) AS rows,
    toInt64(ifNull(t.total_bytes, 0)) AS bytes,
    toUInt8(match(t.engine, '(Aggregating|Replacing|Summing|Coalescing|Collapsing)MergeTree$')) AS joins_rows
FROM system.tables AS t
WHERE t.database = currentDatabase() AND t.engine LIKE '%MergeTree' AND NOT startsWith(t.name, 'coxswain_')
ORDER BY t.name
