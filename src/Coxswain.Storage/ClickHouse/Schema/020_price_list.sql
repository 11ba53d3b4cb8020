-- The C# price book, written whole when a start finds it changed. The rows of the newest synced_at are in force. USD per token.
CREATE TABLE IF NOT EXISTS price_list/*cluster*/ (
    synced_at DateTime64(6, 'UTC'),
    book_hash String,
    published Date,
    model_id String,
    -- 1: the price of fast mode.
    is_fast UInt8,
    effective_from DateTime64(3, 'UTC'),
    effective_to DateTime64(3, 'UTC'),
    input_usd Decimal(38, 12),
    cache_write_5m_usd Decimal(38, 12),
    cache_write_1h_usd Decimal(38, 12),
    cache_read_usd Decimal(38, 12),
    output_usd Decimal(38, 12),
    -- A prompt longer than this pays the long_ prices, output included; 0: no such tier.
    long_above_tokens UInt64,
    long_input_usd Decimal(38, 12),
    long_cache_write_5m_usd Decimal(38, 12),
    long_cache_write_1h_usd Decimal(38, 12),
    long_cache_read_usd Decimal(38, 12),
    long_output_usd Decimal(38, 12),
    batch_factor Decimal(38, 4),
    us_factor Decimal(38, 4),
    web_search_usd Decimal(38, 12),
    source String,
    checked Date,
    confidence LowCardinality(String)
) ENGINE = MergeTree()
ORDER BY (synced_at, model_id, is_fast, effective_from);

CREATE VIEW IF NOT EXISTS prices/*cluster*/ AS
SELECT * FROM price_list WHERE synced_at = (SELECT max(synced_at) FROM price_list);
