-- Brings the kept requests of the pass's sessions to what the view requests says; only rows that changed are written, all at once. The statement is sent with filters of tables
-- (additional_table_filters), so that the views below requests read no other requests than the pass's.
INSERT INTO coxswain_usage_requests
SELECT
    start_s, session_id, request_key,
    facts.1, facts.2, facts.3, facts.4, facts.5, facts.6, facts.7, facts.8, facts.9, facts.10, facts.11, facts.12, facts.13, facts.14, facts.15, facts.16, facts.17, facts.18,
    version, is_gone
FROM (
    SELECT
        start_s, session_id, request_key,
        countIf(is_new) = 0 AS is_gone,
        if(is_gone, anyIf(told, NOT is_new), anyIf(told, is_new)) AS facts,
        max(row_version) + 1 AS version,
        countIf(NOT is_new AND NOT was_gone) AS kept
    FROM (
        SELECT
            toInt64(intDiv(toUnixTimestamp64Milli(time) - if(toUnixTimestamp64Milli(time) < 0, {grain_s:Int64} * 1000 - 1, 0), {grain_s:Int64} * 1000) * {grain_s:Int64}) AS start_s,
            session_id,
            request_key,
            tuple(
                toString(model_id)::String,
                project::String,
                branch::String,
                if(agent_type != '', agent_type, query_class)::String,
                input_tokens,
                output_tokens,
                cache_read_tokens,
                cache_write_5m_tokens,
                cache_write_1h_tokens,
                thinking_tokens,
                web_search_requests,
                toUInt8(unknown_tokens != ''),
                cost_usd,
                reported_cost_usd,
                toUInt8(cost_status NOT IN ('agrees', 'computed', 'bad_numbers', 'missing_numbers', 'unknown_model')),
                toUInt8(cost_status IN ('unexplained', 'likely_cut_try', 'fast_or_switched')),
                sources,
                toUnixTimestamp64Milli(time)) AS told,
            toUInt64(0) AS row_version,
            1 AS is_new,
            0 AS was_gone
        FROM requests
        WHERE session_id IN (SELECT value FROM coxswain_usage_scope WHERE pass = {pass:UInt64} AND NOT is_key)
        UNION ALL
        SELECT
            start_s, session_id, request_key,
            tuple(
                model_id::String, project::String, branch::String, agent::String, input_tokens, output_tokens, cache_read_tokens, cache_write_5m_tokens, cache_write_1h_tokens, thinking_tokens,
                web_search_requests, has_unknown_tokens, cost_usd, reported_cost_usd, disagrees, is_unexplained, sources, time_ms),
            version,
            0,
            is_gone
        FROM coxswain_usage_requests FINAL
        WHERE session_id IN (SELECT value FROM coxswain_usage_scope WHERE pass = {pass:UInt64} AND NOT is_key))
    GROUP BY start_s, session_id, request_key
    HAVING if(is_gone, kept > 0, kept = 0 OR toString(facts) != toString(anyIf(told, NOT is_new))))
