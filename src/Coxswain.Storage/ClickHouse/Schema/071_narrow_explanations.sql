-- As before (061), with narrower explanations: a client's figure that is wrong by some other amount, as with a price that changed, was taken for the cost of
-- tries that broke off far too often, and counted.
-- The same with its price. computed_cost_usd is NULL when the price list has no row for the model at that time and speed.
CREATE OR REPLACE VIEW requests_priced/*cluster*/ AS
WITH
    p.model_id != '' AND r.time < p.effective_to AS has_price,
    r.input_tokens + r.cache_read_tokens + r.cache_write_5m_tokens + r.cache_write_1h_tokens AS prompt_tokens,
    ifNull(p.long_above_tokens > 0 AND prompt_tokens > p.long_above_tokens, 0) AS is_long,
    if(is_long, p.long_input_usd, p.input_usd) AS input_usd,
    if(is_long, p.long_cache_write_5m_usd, p.cache_write_5m_usd) AS write_5m_usd,
    if(is_long, p.long_cache_write_1h_usd, p.cache_write_1h_usd) AS write_1h_usd,
    if(is_long, p.long_cache_read_usd, p.cache_read_usd) AS read_usd,
    if(is_long, p.long_output_usd, p.output_usd) AS output_usd,
    if(r.is_batch AND NOT r.is_fast, p.batch_factor, toDecimal128(1, 4))
        * if(r.is_us, p.us_factor, toDecimal128(1, 4)) AS factor
SELECT
    r.*,
    if(has_price, toDecimal128(
        (r.input_tokens * input_usd + r.cache_write_5m_tokens * write_5m_usd + r.cache_write_1h_tokens * write_1h_usd
            + r.cache_read_tokens * read_usd + r.output_tokens * output_usd) * factor, 12)
        + r.web_search_requests * p.web_search_usd, NULL) AS computed_cost_usd,
    prompt_tokens,
    toFloat64(input_usd * factor) AS input_rate,
    toFloat64(write_5m_usd * factor) AS write_5m_rate,
    toFloat64(write_1h_usd * factor) AS write_1h_rate,
    toFloat64(read_usd * factor) AS read_rate,
    toFloat64(output_usd * factor) AS output_rate,
    toFloat64(factor) AS rate_factor,
    toFloat64(p.us_factor) AS us_rate
FROM requests_resolved AS r
ASOF LEFT JOIN prices AS p ON r.model_id = p.model_id AND r.is_fast = p.is_fast AND r.time >= p.effective_from;

-- What counts, and why. cost_status says how the client's figure and ours stand to each other; only when they differ is an explanation looked for,
-- the narrowest first. Explanations are worked out in floating point, what is shown and summed is decimal.
--   computed         nothing reported: ours
--   bad_numbers      the event's token counts are no numbers, and no transcript tells them: NULL, never 0
--   missing_numbers  the event does not tell its input or output tokens, nor does a transcript: NULL, never 0
--   unknown_model    no price: NULL, never 0
--   agrees           within a billionth of a dollar: ours
--   fast_by_price    telemetry alone, which does not always tell fast mode: the figure is the model's fast price exactly: reported
--   us_by_price      telemetry alone, which does not tell where inference ran: the figure is that of the United States exactly: reported
--   switched_answer  the tokens fit another model's price exactly: ours
--   one_hour_writes  the event does not split its cache writes, and a split explains the figure: reported
--   web_search       the event does not count web searches, and a whole number of them explains the figure: reported
--   cut_try          tries that broke off explain the rest, their prompts and a few output tokens each: reported
--   likely_cut_try   a try that broke off and wrote some of what was read may explain the rest, as it may many other figures: reported, flagged
--   unexplained      ours, both are shown
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
    -- Up to five broken-off tries with the same prompt, charged alike, all writes for 5 minutes or all for an hour, and up to 16 output tokens each:
    -- what was written by the answer's first event, the last one that told its usage.
    arrayExists(
        (tries, rest) -> rest >= -tolerance AND rest <= 16 * tries * output_rate + tolerance
            AND abs(rest - round(rest / output_rate) * output_rate) <= tolerance,
        [1, 2, 3, 4, 5, 1, 2, 3, 4, 5],
        arrayMap(
            (tries, for_an_hour) -> gap - for_an_hour * hour_extra_all - tries * (prompt_side + for_an_hour * hour_extra_all),
            [1, 2, 3, 4, 5, 1, 2, 3, 4, 5], [0, 0, 0, 0, 0, 1, 1, 1, 1, 1])) AS fits_cut_try,
    -- One broken-off try that wrote, for 5 minutes or for an hour, some of what the second one read. Then the second had nothing left to write; with writes of
    -- its own nearly every figure would fit. Without any, many still do.
    w5 = 0 AND w1 = 0 AND arrayExists(
        rewrite_extra -> arrayExists(
            rest -> rest >= -tolerance AND rest <= cache_read_tokens * rewrite_extra + tolerance
                AND abs(rest - round(rest / rewrite_extra) * rewrite_extra) <= tolerance,
            arrayMap(few -> gap - prompt_side - few * output_rate, range(17))),
        [write_5m_rate - read_rate, write_1h_rate - read_rate]) AS fits_cut_warming_try,
    writes_unsplit AND w5 > 0 AND abs(gap - hour_extra_all) <= tolerance AS fits_all_one_hour,
    writes_unsplit AND gap > 0 AND gap <= hour_extra_all + tolerance AND abs(gap - round(gap / hour_extra) * hour_extra) <= tolerance AS fits_some_one_hour,
    bitTest(sources, 1) = 0 AND gap > 0.009 AND gap < 1 AND abs(gap - round(gap, 2)) <= tolerance AS fits_web_searches
SELECT
    request_key, request_id, message_id, client_request_id, session_id, prompt_id, agent_id, agent_name, agent_name AS agent_type, query_source, query_class, time, last_seen,
    model, model_id, requested_model, input_tokens, output_tokens, cache_read_tokens, cache_write_5m_tokens, cache_write_1h_tokens, thinking_tokens,
    web_search_requests, speed, service_tier, inference_geo, effort, duration_ms, ttft_ms, stop_reason, project, branch, version, entrypoint, sources, unknown_tokens, bad_numbers,
    reported_cost_usd, computed_cost_usd,
    if(cost_status IN ('fast_by_price', 'us_by_price', 'one_hour_writes', 'cut_try', 'likely_cut_try', 'web_search'), reported_cost_usd, computed_cost_usd) AS cost_usd,
    if(unknown_tokens = '' AND ifNull(isNull(reported) OR abs(gap) <= tolerance, 0) AND isNotNull(ours), if(isNull(reported), 'computed', 'agrees'),
        multiIf(
            unknown_tokens != '', unknown_tokens,
            isNull(computed_cost_usd), 'unknown_model',
            assumeNotNull(fits_fast_price), 'fast_by_price',
            assumeNotNull(fits_us_price), 'us_by_price',
            assumeNotNull(fits_another_model), 'switched_answer',
            assumeNotNull(fits_all_one_hour), 'one_hour_writes',
            assumeNotNull(fits_web_searches), 'web_search',
            assumeNotNull(fits_cut_try), 'cut_try',
            assumeNotNull(fits_some_one_hour), 'one_hour_writes',
            assumeNotNull(fits_cut_warming_try), 'likely_cut_try',
            'unexplained'))::LowCardinality(String) AS cost_status
FROM (
    SELECT *,
        replaceRegexpOne(
            replaceRegexpOne(lower(trimBoth(toLowCardinality(requested_model))), '^(?:.*/)?(?:(?:[a-z-]+\\.)?anthropic\\.)?', ''),
            '(?:-20[0-9]{6}|-latest)?(?:-v[0-9]+(?::[0-9]+k?)*)?(?:@[a-z0-9-]*)?(?:\\[1m\\])?$', '') AS requested_id
    FROM requests_priced);
