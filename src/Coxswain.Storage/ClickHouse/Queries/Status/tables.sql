-- Every table, with the columns that hold the first and the last time of a row; empty for a table whose rows have none (price_list).
WITH columns AS (
    SELECT table, groupArray(name) AS names
    FROM system.columns
    WHERE database = currentDatabase()
    GROUP BY table)
SELECT
    t.name AS table,
    toInt64(ifNull(t.total_rows, 0)) AS rows,
    toInt64(ifNull(t.total_bytes, 0)) AS bytes,
    toUInt8(match(t.engine, '(Aggregating|Replacing|Summing|Coalescing|Collapsing)MergeTree$')) AS joins_rows,
    multiIf(
        has(columns.names, 'first_seen'), 'first_seen',
        -- last_seen of a subagent that only a transcript told of is when it was read.
        t.name = 'subagents', 'o_time',
        has(columns.names, 'time'), 'time',
        has(columns.names, 'last_seen'), 'last_seen',
        has(columns.names, 'seen_at'), 'seen_at',
        has(columns.names, 'sent_at'), 'sent_at',
        has(columns.names, 'Timestamp'), 'Timestamp',
        has(columns.names, 'TimeUnix'), 'TimeUnix',
        has(columns.names, 'Start'), 'Start',
        '') AS oldest_column,
    multiIf(
        oldest_column = 'first_seen', 'last_seen',
        oldest_column = 'Start', 'End',
        oldest_column) AS newest_column
FROM system.tables AS t
LEFT JOIN columns ON columns.table = t.name
WHERE t.database = currentDatabase() AND t.engine LIKE '%MergeTree' AND NOT startsWith(t.name, 'coxswain_')
ORDER BY t.name
