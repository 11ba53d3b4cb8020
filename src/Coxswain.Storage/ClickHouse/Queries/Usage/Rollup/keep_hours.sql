-- Brings the sums of the pass's sessions to what their kept requests add up to; only rows that changed are written, all at once.
INSERT INTO coxswain_usage_hours
SELECT
    start_s, session_id, model_id, project, branch, agent,
    facts.1, facts.2, facts.3, facts.4, facts.5, facts.6, facts.7, facts.8, facts.9, facts.10, facts.11, facts.12, facts.13, facts.14, facts.15, facts.16, facts.17, facts.18, facts.19,
    version, is_gone
FROM (
    SELECT
        start_s, session_id, model_id, project, branch, agent,
        countIf(is_new) = 0 AS is_gone,
        if(is_gone, anyIf(told, NOT is_new), anyIf(told, is_new)) AS facts,
        max(row_version) + 1 AS version,
        countIf(NOT is_new AND NOT was_gone) AS kept
    FROM (
        SELECT
            toInt64(intDiv(toUnixTimestamp64Milli(time) - if(toUnixTimestamp64Milli(time) < 0, {grain_s:Int64} * 1000 - 1, 0), {grain_s:Int64} * 1000) * {grain_s:Int64}) AS start_s,
            session_id,
            model_id,
            project,
            branch,
            if(agent_type != '', agent_type, query_class) AS agent,
            tuple(
                count(), sum(input_tokens), sum(output_tokens), sum(cache_read_tokens), sum(cache_write_5m_tokens), sum(cache_write_1h_tokens), sum(thinking_tokens), count(thinking_tokens),
                sum(web_search_requests), countIf(unknown_tokens != ''), sum(cost_usd), countIf(isNull(cost_usd)), sum(reported_cost_usd), count(reported_cost_usd),
                countIf(cost_status NOT IN ('agrees', 'computed', 'bad_numbers', 'missing_numbers', 'unknown_model')), countIf(cost_status IN ('unexplained', 'likely_cut_try', 'fast_or_switched')),
                groupBitOr(sources), toInt64(min(toUnixTimestamp64Milli(time))), toInt64(max(toUnixTimestamp64Milli(time)))) AS told,
            toUInt64(0) AS row_version,
            1 AS is_new,
            0 AS was_gone
        FROM requests_kept
        WHERE session_id IN (SELECT value FROM coxswain_usage_scope WHERE pass = {pass:UInt64} AND NOT is_key)
        GROUP BY start_s, session_id, model_id, project, branch, agent
        UNION ALL
        SELECT
            start_s, session_id, model_id, project, branch, agent,
            tuple(
                requests, input_tokens, output_tokens, cache_read_tokens, cache_write_5m_tokens, cache_write_1h_tokens, thinking_tokens, thinking_requests, web_search_requests,
                unknown_token_requests, cost_usd, unknown_cost_requests, reported_cost_usd, reported_requests, disagreements, unexplained, sources, first_ms, last_ms),
            version,
            0,
            is_gone
        FROM coxswain_usage_hours FINAL
        WHERE session_id IN (SELECT value FROM coxswain_usage_scope WHERE pass = {pass:UInt64} AND NOT is_key))
    GROUP BY start_s, session_id, model_id, project, branch, agent
    HAVING if(is_gone, kept > 0, kept = 0 OR toString(facts) != toString(anyIf(told, NOT is_new))))
