-- What a transcript's api-request line tells of the prompt of a request (clients since about 2.1.303): hashes, counts and times, for the cache ledger. All lines of
-- one answer tell the same; of several the earliest counts, as for the request's owner (003). Read with FINAL.
CREATE TABLE IF NOT EXISTS request_outlines/*cluster*/ (
    request_key String CODEC(ZSTD(1)),
    sent_at DateTime64(3, 'UTC') CODEC(ZSTD(1)),
    shape_hash String CODEC(ZSTD(1)),
    -- Of betas, thinking, context management, tool choice and speed.
    parameters_hash String CODEC(ZSTD(1)),
    -- 0: the line does not say.
    messages UInt32 CODEC(ZSTD(1)),
    -- How many messages of the request before it the prompt begins with, unchanged. NULL: the line names none before it.
    kept_messages Nullable(UInt32) CODEC(ZSTD(1)),
    -- How long the client asked the cache to keep what it writes, in seconds. 0: the answer does not say.
    requested_lifetime_s UInt32 CODEC(ZSTD(1)),
    -- Larger the earlier it was sent: the largest is kept.
    earliness UInt64 CODEC(ZSTD(1))
) ENGINE = ReplacingMergeTree(earliness)
ORDER BY request_key
SETTINGS non_replicated_deduplication_window = 10000;

-- Shapes (011) by what changes apart from each other. Read with FINAL.
CREATE TABLE IF NOT EXISTS request_shape_parts/*cluster*/ (
    shape_hash String CODEC(ZSTD(1)),
    time DateTime64(3, 'UTC') CODEC(ZSTD(1)),
    system_hash String CODEC(ZSTD(1)),
    tools_hash String CODEC(ZSTD(1))
) ENGINE = ReplacingMergeTree(time)
ORDER BY shape_hash
SETTINGS non_replicated_deduplication_window = 10000;
