-- The client's own total of a session (cost-state), cumulative: the newest counts. Read with FINAL.
CREATE TABLE IF NOT EXISTS session_costs/*cluster*/ (
    session_id String CODEC(ZSTD(1)),
    seen_at DateTime64(3, 'UTC'),
    total_cost_usd Nullable(Decimal(38, 12)),
    has_unknown_model_cost Bool,
    cost_usd_by_model Map(String, Nullable(Decimal(38, 12))),
    project String CODEC(ZSTD(1)),
    branch String CODEC(ZSTD(1)),
    version String CODEC(ZSTD(1))
) ENGINE = ReplacingMergeTree(seen_at)
ORDER BY session_id
SETTINGS non_replicated_deduplication_window = 10000;

-- Shapes of requests by hash: what they are made of, never the text. Read with FINAL.
CREATE TABLE IF NOT EXISTS request_shapes/*cluster*/ (
    shape_hash String CODEC(ZSTD(1)),
    time DateTime64(3, 'UTC'),
    session_id String CODEC(ZSTD(1)),
    version String CODEC(ZSTD(1)),
    system_blocks UInt32,
    system_bytes UInt64,
    tools Array(String) CODEC(ZSTD(1)),
    tools_bytes UInt64
) ENGINE = ReplacingMergeTree(time)
ORDER BY shape_hash
SETTINGS non_replicated_deduplication_window = 10000;

-- Lines of transcripts nobody has a place for, counted per stretch read; cox doctor lists them. Read with FINAL.
CREATE TABLE IF NOT EXISTS transcript_gaps/*cluster*/ (
    path String CODEC(ZSTD(1)),
    offset_bytes UInt64,
    -- A line type without a typed place, or '' for lines that are no JSON objects or too long.
    line_type LowCardinality(String),
    lines UInt32,
    seen_at DateTime('UTC') DEFAULT now('UTC')
) ENGINE = ReplacingMergeTree(seen_at)
ORDER BY (path, offset_bytes, line_type)
SETTINGS non_replicated_deduplication_window = 10000;
