CREATE TABLE IF NOT EXISTS coxswain_backfill/*cluster*/ (
    source String,
    day Date,
    rows UInt64,
    done_at DateTime64(3, 'UTC') DEFAULT now64(3)
) ENGINE = ReplacingMergeTree(done_at)
ORDER BY (source, day)
