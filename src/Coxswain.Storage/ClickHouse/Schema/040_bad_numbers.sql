-- Attributes of an api_request event that are no valid numbers: unknown, which is neither 0 nor left out. One bit each, from the lowest: cost_usd,
-- cost_usd_micros, input_tokens, output_tokens, cache_read_tokens, cache_creation_tokens, cache_creation_5m_tokens, cache_creation_1h_tokens, duration_ms,
-- ttft_ms. An attribute that is absent or empty has no bit. A token count is a whole number of at most 10^15; it was rounded before.
ALTER TABLE api_requests/*cluster*/ ADD COLUMN IF NOT EXISTS o_bad_numbers SimpleAggregateFunction(groupBitOr, UInt16) CODEC(ZSTD(1)) AFTER o_entrypoint;

ALTER TABLE api_requests_mv/*cluster*/ MODIFY QUERY
WITH
    (text -> if(ifNull(toFloat64OrNull(text), -1) BETWEEN 0 AND 1e15,
        coalesce(toUInt64OrNull(text), accurateCastOrNull(round(toFloat64OrNull(text)), 'UInt64')), NULL)) AS count_of,
    -- A whole number: 12, 12.0, or 1.2e1 in at most 18 characters. Fifteen digits cannot overflow; longer ones would wrap around silently.
    (text -> multiIf(
        length(text) < 16 AND isNotNull(toUInt64OrNull(text)), toUInt64OrNull(text),
        (match(text, '^\\+?0*[0-9]{1,16}(\\.0*)?$') OR (length(text) < 19 AND match(text, '^\\+?[0-9]+(\\.[0-9]*)?[eE]\\+?[0-9]{1,2}$')))
            AND toFloat64OrZero(text) <= 1e15 AND floor(toFloat64OrZero(text)) = toFloat64OrZero(text), toUInt64(toFloat64OrZero(text)),
        NULL)) AS tokens_of,
    (text -> if(ifNull(toFloat64OrNull(text), -1) BETWEEN 0 AND 1e9, toFloat64OrNull(text), NULL)) AS money_of
SELECT
    if(attributes['request_id'] != '', attributes['request_id'],
        concat('otlp:', session_id, ':', attributes['event.sequence'], ':', toString(toUnixTimestamp64Nano(time)))) AS request_key,
    toUInt8(1) AS sources,
    toDateTime(time, 'UTC') AS last_seen,
    attributes['request_id'] AS request_id,
    toDateTime64(time, 3, 'UTC') AS o_time,
    session_id AS o_session_id,
    count_of(attributes['event.sequence']) AS o_sequence,
    money_of(attributes['cost_usd']) AS o_cost_usd,
    count_of(attributes['cost_usd_micros']) AS o_cost_usd_micros,
    tokens_of(attributes['input_tokens']) AS o_input_tokens,
    tokens_of(attributes['output_tokens']) AS o_output_tokens,
    tokens_of(attributes['cache_read_tokens']) AS o_cache_read_tokens,
    tokens_of(attributes['cache_creation_tokens']) AS o_cache_creation_tokens,
    tokens_of(attributes['cache_creation_5m_tokens']) AS o_cache_write_5m_tokens,
    tokens_of(attributes['cache_creation_1h_tokens']) AS o_cache_write_1h_tokens,
    count_of(attributes['duration_ms']) AS o_duration_ms,
    count_of(attributes['ttft_ms']) AS o_ttft_ms,
    attributes['model'] AS o_model,
    attributes['speed'] AS o_speed,
    attributes['query_source'] AS o_query_source,
    attributes['effort'] AS o_effort,
    attributes['agent.name'] AS o_agent_name,
    attributes['agent_id'] AS o_agent_id,
    attributes['parent_agent_id'] AS o_parent_agent_id,
    attributes['prompt.id'] AS o_prompt_id,
    attributes['client_request_id'] AS o_client_request_id,
    attributes['skill.name'] AS o_skill_name,
    attributes['plugin.name'] AS o_plugin_name,
    attributes['marketplace.name'] AS o_marketplace_name,
    attributes['mcp_server.name'] AS o_mcp_server_name,
    attributes['mcp_tool.name'] AS o_mcp_tool_name,
    attributes['workflow.run_id'] AS o_workflow_run_id,
    attributes['workflow.name'] AS o_workflow_name,
    attributes['anthropic.provider'] AS o_provider,
    if(attributes['app.version'] != '', attributes['app.version'], resource_attributes['service.version']) AS o_version,
    attributes['app.entrypoint'] AS o_entrypoint,
    toUInt16((isNull(o_cost_usd) AND attributes['cost_usd'] != '')
        + 2 * (isNull(o_cost_usd_micros) AND attributes['cost_usd_micros'] != '')
        + 4 * (isNull(o_input_tokens) AND attributes['input_tokens'] != '')
        + 8 * (isNull(o_output_tokens) AND attributes['output_tokens'] != '')
        + 16 * (isNull(o_cache_read_tokens) AND attributes['cache_read_tokens'] != '')
        + 32 * (isNull(o_cache_creation_tokens) AND attributes['cache_creation_tokens'] != '')
        + 64 * (isNull(o_cache_write_5m_tokens) AND attributes['cache_creation_5m_tokens'] != '')
        + 128 * (isNull(o_cache_write_1h_tokens) AND attributes['cache_creation_1h_tokens'] != '')
        + 256 * (isNull(o_duration_ms) AND attributes['duration_ms'] != '')
        + 512 * (isNull(o_ttft_ms) AND attributes['ttft_ms'] != '')) AS o_bad_numbers
FROM client_event_stream
WHERE event = 'api_request';

-- Requests stored before have no bits. They matter only where a count is unknown, and only then the raw rows are read.
INSERT INTO api_requests (request_key, sources, last_seen, o_bad_numbers)
WITH
    (text -> multiIf(
        length(text) < 16 AND isNotNull(toUInt64OrNull(text)), toUInt64OrNull(text),
        (match(text, '^\\+?0*[0-9]{1,16}(\\.0*)?$') OR (length(text) < 19 AND match(text, '^\\+?[0-9]+(\\.[0-9]*)?[eE]\\+?[0-9]{1,2}$')))
            AND toFloat64OrZero(text) <= 1e15 AND floor(toFloat64OrZero(text)) = toFloat64OrZero(text), toUInt64(toFloat64OrZero(text)),
        NULL)) AS tokens_of,
    (text -> text != '' AND isNull(tokens_of(text))) AS is_bad
SELECT
    if(LogAttributes['request_id'] != '', LogAttributes['request_id'],
        concat('otlp:', LogAttributes['session.id'], ':', LogAttributes['event.sequence'], ':', toString(toUnixTimestamp64Nano(Timestamp)))) AS request_key,
    toUInt8(1) AS sources,
    toDateTime(Timestamp, 'UTC') AS last_seen,
    toUInt16(4 * is_bad(LogAttributes['input_tokens']) + 8 * is_bad(LogAttributes['output_tokens'])
        + 16 * is_bad(LogAttributes['cache_read_tokens']) + 32 * is_bad(LogAttributes['cache_creation_tokens'])) AS o_bad_numbers
FROM otel_logs
WHERE (SELECT countIf(bitTest(sources, 0) AND (isNull(o_input_tokens) OR isNull(o_output_tokens) OR isNull(o_cache_read_tokens) OR isNull(o_cache_creation_tokens))) > 0 FROM api_requests)
    AND (startsWith(Body, 'claude_code.') OR startsWith(ServiceName, 'claude-code'))
    AND replaceOne(if(LogAttributes['event.name'] != '', LogAttributes['event.name'], Body), 'claude_code.', '') = 'api_request'
    AND o_bad_numbers != 0;
