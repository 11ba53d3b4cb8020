-- Transcripts of clients since about 2.1.303 have a line for each try of a request (api-request), so that an explanation by tries that broke off can be proved
-- or refuted. t_tries: the lines of the request the answer names, less those whose error says that no answer had begun: nothing was paid for them. It is the
-- most there were. 0: no transcript tells.
ALTER TABLE api_requests/*cluster*/
    ADD COLUMN IF NOT EXISTS t_tries SimpleAggregateFunction(max, UInt8) CODEC(ZSTD(1));

-- As before (061, 071), with the tries; web searches no more than a call can make; and as much output of a stream that broke off as the client counts: a long
-- text that was cut was unexplained, and its cost left out.
CREATE OR REPLACE VIEW requests_resolved/*cluster*/ AS
WITH
    bitTest(sources, 1) AS has_transcript,
    bitShiftRight(t_first, 56) AS side,
    toUInt64(bitAnd(t_counts, 1125899906842623)) AS t_input,
    toUInt64(bitAnd(bitShiftRight(t_counts, 50), 1125899906842623)) AS t_read,
    toUInt64(bitAnd(bitShiftRight(t_counts, 100), 1125899906842623)) AS t_output,
    toUInt64(bitAnd(bitShiftRight(t_counts, 150), 1125899906842623)) AS t_writes_1h,
    toUInt64(bitAnd(bitShiftRight(t_counts, 200), 9007199254740991)) AS t_total,
    t_total - t_input - t_read - t_output AS t_writes,
    toUInt64(bitAnd(bitShiftRight(t_details, 43), 2251799813685247)) AS t_thinking,
    toUInt8(bitAnd(t_details, 7)) AS marks,
    -- Every client sends input and output tokens, and leaves out cache tokens it does not count: an absent cache count is 0, everything else is unknown.
    o_input_tokens AS o_input,
    o_output_tokens AS o_output,
    if(isNull(o_cache_read_tokens) AND NOT bitTest(o_bad_numbers, 4), 0, o_cache_read_tokens) AS o_read,
    if(isNull(o_cache_creation_tokens) AND NOT bitTest(o_bad_numbers, 5), 0, o_cache_creation_tokens) AS o_writes,
    o_input + o_output + o_read + o_writes AS o_total,
    NOT has_transcript OR ifNull(o_total > t_total, 0) AS event_wins,
    if(event_wins, o_writes, t_writes) AS writes,
    ifNull(ifNull(o_cache_write_1h_tokens, 0) > 0 AND ifNull(o_cache_write_5m_tokens, 0) + ifNull(o_cache_write_1h_tokens, 0) = writes, 0) AS event_splits,
    multiIf(isNull(writes), NULL,
        t_writes = assumeNotNull(writes) AND t_writes_1h > 0, t_writes_1h,
        event_splits, assumeNotNull(o_cache_write_1h_tokens), 0) AS writes_1h,
    multiIf(t_query_source != '' AND o_query_source = '', t_query_source, o_query_source) AS query_source_,
    if(o_agent_id != '', o_agent_id, t_agent_id) AS agent_id_
SELECT
    request_key,
    request_id,
    message_id,
    o_client_request_id AS client_request_id,
    if(o_session_id != '', o_session_id, t_session_id) AS session_id,
    if(o_prompt_id != '', o_prompt_id, t_prompt_id) AS prompt_id,
    agent_id_ AS agent_id,
    o_agent_name AS agent_name,
    query_source_ AS query_source,
    multiIf(
        query_source_ LIKE 'agent:%' OR query_source_ = 'hook_agent', 'subagent',
        query_source_ = 'sdk' OR query_source_ LIKE 'repl\\_main\\_thread%', 'main',
        query_source_ != '', 'auxiliary',
        agent_id_ != '' OR (side IN (1, 3) AND has_transcript), 'subagent',
        'main') AS query_class,
    coalesce(if(side = 255, NULL, fromUnixTimestamp64Milli(toInt64(bitAnd(t_first, 72057594037927935)), 'UTC')), o_time, toDateTime64(last_seen, 3, 'UTC')) AS time,
    last_seen,
    toLowCardinality(if(t_model != '', t_model, o_model)) AS model,
    -- As ModelId.Normalise does it.
    replaceRegexpOne(
        replaceRegexpOne(lower(trimBoth(model)), '^(?:.*/)?(?:(?:[a-z-]+\\.)?anthropic\\.)?', ''),
        '(?:-20[0-9]{6}|-latest)?(?:-v[0-9]+(?::[0-9]+k?)*)?(?:@[a-z0-9-]*)?(?:\\[1m\\])?$', '') AS model_id,
    t_requested_model AS requested_model,
    if(event_wins, o_input, t_input) AS input_tokens,
    if(event_wins, o_output, t_output) AS output_tokens,
    if(event_wins, o_read, t_read) AS cache_read_tokens,
    writes - writes_1h AS cache_write_5m_tokens,
    writes_1h AS cache_write_1h_tokens,
    NOT has_transcript AND NOT event_splits AND ifNull(ifNull(o_cache_write_5m_tokens, 0) != writes, 0) AS writes_unsplit,
    -- Of the counts it is a part of: the event's may be larger.
    if(t_thinking = 0 OR output_tokens != t_output, NULL, t_thinking - 1) AS thinking_tokens,
    toUInt64(bitAnd(bitShiftRight(t_details, 3), 1099511627775)) AS web_search_requests,
    o_speed = 'fast' OR bitTest(marks, 2) AS is_fast,
    bitTest(marks, 1) AS is_batch,
    bitTest(marks, 0) AS is_us,
    multiIf(is_fast, 'fast', o_speed = '' AND t_speed = '', '', 'normal') AS speed,
    multiIf(is_batch, 'batch', t_service_tier = 'batch', 'standard', t_service_tier) AS service_tier,
    multiIf(is_us, 'us', t_inference_geo = 'us', '', t_inference_geo) AS inference_geo,
    if(o_effort != '', o_effort, t_effort) AS effort,
    o_duration_ms AS duration_ms,
    o_ttft_ms AS ttft_ms,
    t_stop_reason AS stop_reason,
    t_project AS project,
    t_branch AS branch,
    if(o_version != '', o_version, t_version) AS version,
    if(o_entrypoint != '', o_entrypoint, t_entrypoint) AS entrypoint,
    sources,
    -- Which token counts are unknown: '' none, bad_numbers some were sent and are none, missing_numbers some were not sent.
    multiIf(NOT event_wins OR isNotNull(o_total), '',
        bitAnd(o_bad_numbers, 60) != 0, 'bad_numbers',
        'missing_numbers')::LowCardinality(String) AS unknown_tokens,
    o_bad_numbers AS bad_numbers,
    toDecimal128(toInt128(round(o_cost_usd * 1e12)), 0) * toDecimal128('0.000000000001', 12) AS o_reported_usd,
    coalesce(o_reported_usd, t_reported_cost_usd) AS reported_cost_usd,
    t_tries AS most_tries
FROM api_requests FINAL
WHERE request_key NOT IN (SELECT request_key FROM sidechain_replays);

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
--   fast_or_switched the same, and the figure is another model's price too, as if it had answered for that one: reported, flagged
--   switched_answer  the tokens fit another model's price exactly: ours
--   one_hour_writes  the event does not split its cache writes, and a split explains the figure: reported
--   web_search       the event does not count web searches, and a whole number of them, up to what the client lets a call make, explains the figure: reported
--   cut_try          tries that broke off explain the rest, their prompts and what came of their answers: the transcript has lines for as many, or what came
--                    was at most 16 tokens each: reported
--   cut_answer       the answer broke off and was kept: the client estimates its output, the usage has only its beginning: reported
--   likely_cut_try   as cut_try, with more output or with cache writes, where no transcript says whether there was a try, so that many figures fit: reported, flagged
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
    model, model_id, requested_model, input_tokens, output_tokens, cache_read_tokens, cache_write_5m_tokens, cache_write_1h_tokens, thinking_tokens,
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
            assumeNotNull(fits_web_searches), 'web_search',
            most_tries > 1 AND assumeNotNull(fits_cut_try OR fits_cut_warming_try), 'cut_try',
            assumeNotNull(fits_short_cut_try), 'cut_try',
            assumeNotNull(fits_cut_answer), 'cut_answer',
            assumeNotNull(fits_some_one_hour), 'one_hour_writes',
            assumeNotNull(fits_cut_try OR fits_cut_warming_try), 'likely_cut_try',
            'unexplained'))::LowCardinality(String) AS cost_status
FROM (
    SELECT *,
        replaceRegexpOne(
            replaceRegexpOne(lower(trimBoth(toLowCardinality(requested_model))), '^(?:.*/)?(?:(?:[a-z-]+\\.)?anthropic\\.)?', ''),
            '(?:-20[0-9]{6}|-latest)?(?:-v[0-9]+(?::[0-9]+k?)*)?(?:@[a-z0-9-]*)?(?:\\[1m\\])?$', '') AS requested_id
    FROM requests_priced);
