-- Kept requests (100) with all that questions about single requests ask for, so that no page works them out each time it asks.
DROP TABLE IF EXISTS coxswain_usage_requests/*cluster*/;

-- As before (073), and whether it is known how long the cache writes live.
CREATE OR REPLACE VIEW requests_costed/*cluster*/ AS
WITH
    (SELECT groupArray((model_id, is_fast, effective_from, effective_to,
        toFloat64(input_usd), toFloat64(cache_write_5m_usd), toFloat64(cache_write_1h_usd), toFloat64(cache_read_usd), toFloat64(output_usd),
        long_above_tokens,
        toFloat64(long_input_usd), toFloat64(long_cache_write_5m_usd), toFloat64(long_cache_write_1h_usd), toFloat64(long_cache_read_usd), toFloat64(long_output_usd)))
    FROM prices) AS all_prices,
    toFloat64(reported_cost_usd) AS reported,
    toFloat64(computed_cost_usd) AS ours,
    reported - ours AS gap,
    1e-9 AS tolerance,
    cache_write_5m_tokens AS w5,
    cache_write_1h_tokens AS w1,
    input_tokens * input_rate + cache_read_tokens * read_rate + w5 * write_5m_rate + w1 * write_1h_rate AS prompt_side,
    write_1h_rate - write_5m_rate AS hour_extra,
    -- Tries before the last one. The transcripts of newer clients have a line for each; of other requests nobody knows.
    if(most_tries = 0, 5, least(most_tries - 1, 5)) AS most_cut_tries,
    arrayExists(
        price -> price.1 != model_id AND (requested_model = '' OR price.1 = requested_id)
            AND price.2 = is_fast AND time >= price.3 AND time < price.4
            AND abs(reported - rate_factor * if(price.10 > 0 AND prompt_tokens > price.10,
                    input_tokens * price.11 + w5 * price.12 + w1 * price.13 + cache_read_tokens * price.14 + output_tokens * price.15,
                    input_tokens * price.5 + w5 * price.6 + w1 * price.7 + cache_read_tokens * price.8 + output_tokens * price.9)
                - web_search_requests * 0.01) <= tolerance,
        all_prices) AS fits_another_model,
    bitTest(sources, 1) = 0 AND is_fast = 0 AND arrayExists(
        price -> price.1 = model_id AND price.2 = 1 AND time >= price.3 AND time < price.4
            AND abs(reported - rate_factor * if(price.10 > 0 AND prompt_tokens > price.10,
                    input_tokens * price.11 + w5 * price.12 + w1 * price.13 + cache_read_tokens * price.14 + output_tokens * price.15,
                    input_tokens * price.5 + w5 * price.6 + w1 * price.7 + cache_read_tokens * price.8 + output_tokens * price.9)) <= tolerance,
        all_prices) AS fits_fast_price,
    bitTest(sources, 1) = 0 AND NOT is_us AND us_rate > 1 AND ours > 0 AND abs(reported - ours * us_rate) <= tolerance AS fits_us_price,
    if(writes_unsplit, w5 * hour_extra, 0) AS hour_extra_all,
    -- Output the client never saw counted: of a stream that broke off it takes a third of the characters that came, or what the first event said (2.1.330).
    128000 AS most_output,
    -- What broken-off tries with the same prompt leave of the difference, charged alike, all writes for 5 minutes or all for an hour: their output.
    arrayMap(
        (tries, for_an_hour) -> (tries, gap - for_an_hour * hour_extra_all - tries * (prompt_side + for_an_hour * hour_extra_all)),
        [1, 2, 3, 4, 5, 1, 2, 3, 4, 5], [0, 0, 0, 0, 0, 1, 1, 1, 1, 1]) AS cut_rests,
    arrayExists(
        cut -> cut.1 <= most_cut_tries AND cut.2 >= -tolerance AND cut.2 <= 16 * cut.1 * output_rate + tolerance
            AND abs(cut.2 - round(cut.2 / output_rate) * output_rate) <= tolerance,
        cut_rests) AS fits_short_cut_try,
    arrayExists(
        cut -> cut.1 <= most_cut_tries AND cut.2 >= -tolerance AND cut.2 <= most_output * cut.1 * output_rate + tolerance
            AND abs(cut.2 - round(cut.2 / output_rate) * output_rate) <= tolerance,
        cut_rests) AS fits_cut_try,
    -- A first try that wrote what the last one read, which then had nothing left to write. Two counts are unknown, so that nearly every figure fits that is
    -- higher by one prompt at least.
    most_cut_tries > 0 AND w5 = 0 AND w1 = 0 AND cache_read_tokens > 0 AND gap >= prompt_side - tolerance
        AND gap <= most_cut_tries * (prompt_side + most_output * output_rate) + cache_read_tokens * (write_1h_rate - read_rate) AS fits_cut_warming_try,
    -- The answer itself broke off after a whole block, which the client kept; the usage is that of the first event.
    output_tokens <= 16 AND gap > 0 AND gap <= most_output * output_rate AND abs(gap - round(gap / output_rate) * output_rate) <= tolerance AS fits_cut_answer,
    writes_unsplit AND w5 > 0 AND abs(gap - hour_extra_all) <= tolerance AS fits_all_one_hour,
    writes_unsplit AND gap > 0 AND gap <= hour_extra_all + tolerance AND abs(gap - round(gap / hour_extra) * hour_extra) <= tolerance AS fits_some_one_hour,
    -- max_uses is 8 in the client's own search calls (2.1.330).
    bitTest(sources, 1) = 0 AND gap > 0.009 AND gap < 0.081 AND abs(gap - round(gap, 2)) <= tolerance AS fits_web_searches
SELECT
    request_key, request_id, message_id, client_request_id, session_id, prompt_id, agent_id, agent_name, agent_name AS agent_type, query_source, query_class, time, last_seen,
    model, model_id, requested_model, input_tokens, output_tokens, cache_read_tokens, cache_write_5m_tokens, cache_write_1h_tokens, writes_unsplit, thinking_tokens,
    web_search_requests, speed, service_tier, inference_geo, effort, duration_ms, ttft_ms, stop_reason, project, branch, version, entrypoint, sources, unknown_tokens, bad_numbers,
    reported_cost_usd, computed_cost_usd,
    if(cost_status IN ('fast_by_price', 'fast_or_switched', 'us_by_price', 'one_hour_writes', 'cut_try', 'cut_answer', 'likely_cut_try', 'web_search'), reported_cost_usd, computed_cost_usd) AS cost_usd,
    if(unknown_tokens = '' AND ifNull(isNull(reported) OR abs(gap) <= tolerance, 0) AND isNotNull(ours), if(isNull(reported), 'computed', 'agrees'),
        multiIf(
            unknown_tokens != '', unknown_tokens,
            isNull(computed_cost_usd), 'unknown_model',
            assumeNotNull(fits_fast_price), if(assumeNotNull(fits_another_model), 'fast_or_switched', 'fast_by_price'),
            assumeNotNull(fits_us_price), 'us_by_price',
            assumeNotNull(fits_another_model), 'switched_answer',
            assumeNotNull(fits_all_one_hour), 'one_hour_writes',
            assumeNotNull(fits_web_searches), if(query_source != 'web_search_tool' AND assumeNotNull(fits_cut_try), 'likely_cut_try', 'web_search'),
            most_tries > 1 AND requested_id IN ('', model_id) AND assumeNotNull(fits_cut_try OR fits_cut_warming_try), 'cut_try',
            assumeNotNull(fits_short_cut_try), 'cut_try',
            assumeNotNull(fits_cut_answer) AND NOT assumeNotNull(fits_cut_try), 'cut_answer',
            assumeNotNull(fits_some_one_hour), 'one_hour_writes',
            assumeNotNull(fits_cut_try OR fits_cut_warming_try), 'likely_cut_try',
            'unexplained'))::LowCardinality(String) AS cost_status
FROM (
    SELECT *,
        replaceRegexpOne(
            replaceRegexpOne(lower(trimBoth(toLowCardinality(requested_model))), '^(?:.*/)?(?:(?:[a-z-]+\\.)?anthropic\\.)?', ''),
            '(?:-20[0-9]{6}|-latest)?(?:-v[0-9]+(?::[0-9]+k?)*)?(?:@[a-z0-9-]*)?(?:\\[1m\\])?$', '') AS requested_id
    FROM requests_priced);

-- As before (061), with the same.
CREATE OR REPLACE VIEW requests/*cluster*/ AS
WITH
    if(places[1].1 <= time, arrayLast(change -> change.1 <= time, places), places[1]) AS place
SELECT
    request_key, request_id, message_id, client_request_id, session_id, prompt_id, agent_id, agent_name,
    if(known_type != '', known_type, agent_name) AS agent_type,
    query_source, query_class, time, last_seen,
    model, model_id, requested_model, input_tokens, output_tokens, cache_read_tokens, cache_write_5m_tokens, cache_write_1h_tokens, writes_unsplit, thinking_tokens,
    web_search_requests, speed, service_tier, inference_geo, effort, duration_ms, ttft_ms, stop_reason,
    if(told.project = '' AND notEmpty(places), place.2, told.project) AS project,
    if(told.project = '' AND notEmpty(places), place.3, told.branch) AS branch,
    version, entrypoint, sources, unknown_tokens, bad_numbers,
    reported_cost_usd, computed_cost_usd, cost_usd, cost_status
FROM requests_costed AS told
LEFT ANY JOIN (SELECT session_id AS place_session, places FROM session_places) AS s ON s.place_session = if(told.project = '', told.session_id, '')
LEFT ANY JOIN (SELECT session_id AS type_session, agent_id AS type_agent, agent_type AS known_type FROM agent_types) AS a
    ON a.type_session = told.session_id AND a.type_agent = told.agent_id;

-- Rows of the view requests, kept by the daemon (UsageRollup). Columns as there. Ordered by time: a question has a window.
CREATE TABLE IF NOT EXISTS coxswain_requests/*cluster*/ (
    time DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    session_id String CODEC(ZSTD(1)),
    request_key String CODEC(ZSTD(1)),
    request_id String CODEC(ZSTD(1)),
    prompt_id String CODEC(ZSTD(1)),
    agent_id String CODEC(ZSTD(1)),
    agent_name LowCardinality(String),
    agent_type LowCardinality(String),
    query_source LowCardinality(String),
    query_class LowCardinality(String),
    model LowCardinality(String),
    model_id LowCardinality(String),
    input_tokens Nullable(UInt64) CODEC(ZSTD(1)),
    output_tokens Nullable(UInt64) CODEC(ZSTD(1)),
    cache_read_tokens Nullable(UInt64) CODEC(ZSTD(1)),
    cache_write_5m_tokens Nullable(Int64) CODEC(ZSTD(1)),
    cache_write_1h_tokens Nullable(UInt64) CODEC(ZSTD(1)),
    writes_unsplit UInt8 CODEC(ZSTD(1)),
    thinking_tokens Nullable(Int64) CODEC(ZSTD(1)),
    web_search_requests UInt64 CODEC(ZSTD(1)),
    speed LowCardinality(String),
    service_tier LowCardinality(String),
    inference_geo LowCardinality(String),
    effort LowCardinality(String),
    duration_ms Nullable(UInt64) CODEC(ZSTD(1)),
    ttft_ms Nullable(UInt64) CODEC(ZSTD(1)),
    project LowCardinality(String),
    branch LowCardinality(String),
    version LowCardinality(String),
    sources UInt8 CODEC(ZSTD(1)),
    unknown_tokens LowCardinality(String),
    reported_cost_usd Nullable(Decimal(38, 12)) CODEC(ZSTD(1)),
    computed_cost_usd Nullable(Decimal(38, 12)) CODEC(ZSTD(1)),
    cost_usd Nullable(Decimal(38, 12)) CODEC(ZSTD(1)),
    cost_status LowCardinality(String),
    -- Of all columns above: what changed is told by it.
    facts_hash UInt64 CODEC(ZSTD(1)),
    -- Counts up with each change of the row.
    row_version UInt64 CODEC(ZSTD(1)),
    is_gone UInt8 CODEC(ZSTD(1)),
    INDEX idx_session session_id TYPE bloom_filter GRANULARITY 1,
    INDEX idx_key request_key TYPE bloom_filter GRANULARITY 1
) ENGINE = ReplacingMergeTree(row_version)
ORDER BY (time, session_id, request_key)
SETTINGS index_granularity = 2048;

-- What questions read in place of requests, requests_costed and requests_resolved while it is up to date.
CREATE OR REPLACE VIEW requests_kept/*cluster*/ AS
SELECT * EXCEPT (facts_hash, row_version, is_gone)
FROM coxswain_requests FINAL
WHERE NOT is_gone;
