CREATE TABLE IF NOT EXISTS coxswain_migrations/*cluster*/ (
    version UInt32,
    name String,
    cox_version String,
    applied_at DateTime64(3, 'UTC') DEFAULT now64(3)
) ENGINE = ReplacingMergeTree(applied_at)
ORDER BY version
