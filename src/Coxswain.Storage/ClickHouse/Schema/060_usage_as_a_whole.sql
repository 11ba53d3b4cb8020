-- What a transcript tells of a request's usage is one line's, chosen as a whole: a line of the main conversation before a sidechain's, then the larger total,
-- then the larger share of 1-hour writes. The larger of each column made a line without a split of its writes and a later one with a split count twice.
-- A number that sorts as the lines do is merged at a fraction of what a tuple costs. Both hold from bit 253: 3 written since this schema by a main line,
-- 2 by a sidechain's, 1 put together from the columns below, 0 no transcript told; from bit 200 the total; 150 the 1-hour writes; 100 the output.
-- t_counts goes on with (50) cache reads and (0) input; t_details with (43) thinking + 1, 0 when not told, (3) web searches, and (2, 1, 0) fast, batch, US.
-- 1. What was stored before keeps its columns under other names: rows nobody can read again count as they did, and rows that are read again win.
-- unless column api_requests.t_counts
ALTER TABLE api_requests/*cluster*/
    RENAME COLUMN IF EXISTS t_input_tokens TO before_060_t_input_tokens,
    RENAME COLUMN IF EXISTS t_output_tokens TO before_060_t_output_tokens,
    RENAME COLUMN IF EXISTS t_cache_read_tokens TO before_060_t_cache_read_tokens,
    RENAME COLUMN IF EXISTS t_cache_write_5m_tokens TO before_060_t_cache_write_5m_tokens,
    RENAME COLUMN IF EXISTS t_cache_write_1h_tokens TO before_060_t_cache_write_1h_tokens,
    RENAME COLUMN IF EXISTS t_thinking_tokens TO before_060_t_thinking_tokens,
    RENAME COLUMN IF EXISTS t_web_search_requests TO before_060_t_web_search_requests;

-- 2. t_first is the owner's side (from bit 56) and time in milliseconds: enough for reports by time, which then need not merge owners.
ALTER TABLE api_requests/*cluster*/
    ADD COLUMN IF NOT EXISTS t_counts SimpleAggregateFunction(max, UInt256) DEFAULT if(isNull(before_060_t_input_tokens), toUInt256(0),
        toUInt256(least(ifNull(before_060_t_input_tokens, 0), 1125899906842623))
        + bitShiftLeft(toUInt256(least(ifNull(before_060_t_cache_read_tokens, 0), 1125899906842623)), 50)
        + bitShiftLeft(toUInt256(least(ifNull(before_060_t_output_tokens, 0), 1125899906842623)), 100)
        + bitShiftLeft(toUInt256(least(ifNull(before_060_t_cache_write_1h_tokens, 0), 1125899906842623)), 150)
        + bitShiftLeft(toUInt256(least(ifNull(before_060_t_input_tokens, 0), 1125899906842623) + least(ifNull(before_060_t_cache_read_tokens, 0), 1125899906842623)
            + least(ifNull(before_060_t_output_tokens, 0), 1125899906842623) + least(ifNull(before_060_t_cache_write_1h_tokens, 0), 1125899906842623)
            + least(ifNull(before_060_t_cache_write_5m_tokens, 0), 1125899906842623)), 200)
        + bitShiftLeft(toUInt256(1), 253)) CODEC(ZSTD(1)),
    ADD COLUMN IF NOT EXISTS t_details SimpleAggregateFunction(max, UInt256) DEFAULT if(t_counts = 0, toUInt256(0),
        bitShiftLeft(bitShiftRight(t_counts, 100), 100)
        + toUInt256(t_inference_geo = 'us') + toUInt256(t_service_tier = 'batch') * 2 + toUInt256(t_speed = 'fast') * 4
        + toUInt256(least(ifNull(before_060_t_web_search_requests, 0), 1099511627775)) * 8
        + bitShiftLeft(toUInt256(if(isNull(before_060_t_thinking_tokens), 0, least(ifNull(before_060_t_thinking_tokens, 0), 1125899906842623) + 1)), 43)) CODEC(ZSTD(1)),
    ADD COLUMN IF NOT EXISTS t_first SimpleAggregateFunction(min, UInt64) DEFAULT
        toUInt64(tupleElement(identity(t_owner), 'side')) * 72057594037927936 + toUInt64(toUnixTimestamp64Milli(tupleElement(identity(t_owner), 'time'))) CODEC(ZSTD(1)),
    -- With message_id the smallest and the largest: where they differ, two messages came under one request id.
    ADD COLUMN IF NOT EXISTS t_first_message_id SimpleAggregateFunction(min, Nullable(String)) DEFAULT nullIf(message_id, '') CODEC(ZSTD(1));

-- 3. The old names, as what counts.
ALTER TABLE api_requests/*cluster*/
    ADD COLUMN IF NOT EXISTS t_total_tokens UInt64 ALIAS toUInt64(bitAnd(bitShiftRight(t_counts, 200), 9007199254740991)),
    ADD COLUMN IF NOT EXISTS t_input_tokens Nullable(UInt64) ALIAS if(t_counts = 0, NULL, toUInt64(bitAnd(t_counts, 1125899906842623))),
    ADD COLUMN IF NOT EXISTS t_output_tokens Nullable(UInt64) ALIAS if(t_counts = 0, NULL, toUInt64(bitAnd(bitShiftRight(t_counts, 100), 1125899906842623))),
    ADD COLUMN IF NOT EXISTS t_cache_read_tokens Nullable(UInt64) ALIAS if(t_counts = 0, NULL, toUInt64(bitAnd(bitShiftRight(t_counts, 50), 1125899906842623))),
    ADD COLUMN IF NOT EXISTS t_cache_write_1h_tokens Nullable(UInt64) ALIAS if(t_counts = 0, NULL, toUInt64(bitAnd(bitShiftRight(t_counts, 150), 1125899906842623))),
    ADD COLUMN IF NOT EXISTS t_cache_write_5m_tokens Nullable(UInt64) ALIAS if(t_counts = 0, NULL, t_total_tokens
        - toUInt64(bitAnd(t_counts, 1125899906842623)) - toUInt64(bitAnd(bitShiftRight(t_counts, 50), 1125899906842623))
        - toUInt64(bitAnd(bitShiftRight(t_counts, 100), 1125899906842623)) - toUInt64(bitAnd(bitShiftRight(t_counts, 150), 1125899906842623))),
    ADD COLUMN IF NOT EXISTS t_thinking_tokens Nullable(UInt64) ALIAS
        if(bitAnd(bitShiftRight(t_details, 43), 2251799813685247) = 0, NULL, toUInt64(bitAnd(bitShiftRight(t_details, 43), 2251799813685247)) - 1),
    ADD COLUMN IF NOT EXISTS t_web_search_requests Nullable(UInt64) ALIAS if(t_details = 0, NULL, toUInt64(bitAnd(bitShiftRight(t_details, 3), 1099511627775)));
