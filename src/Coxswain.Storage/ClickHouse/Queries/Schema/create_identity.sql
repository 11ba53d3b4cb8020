CREATE TABLE IF NOT EXISTS coxswain_store/*cluster*/ (
    id UUID,
    created_at DateTime64(3, 'UTC') DEFAULT now64(3)
) ENGINE = MergeTree
ORDER BY (created_at, id)
