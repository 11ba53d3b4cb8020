CREATE TABLE IF NOT EXISTS coxswain_tables/*cluster*/ (
    table_name String,
    created_at DateTime64(3, 'UTC') DEFAULT now64(3)
) ENGINE = ReplacingMergeTree(created_at)
ORDER BY table_name
