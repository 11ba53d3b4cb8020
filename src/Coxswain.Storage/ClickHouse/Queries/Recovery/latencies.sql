-- How long models took to begin an answer, or to give all of it where it is no stream. Sizes as SizeBuckets has them. Calls of Claude Code are its telemetry's.
SELECT
    model_id,
    toInt32(multiIf(prompt_tokens <= 8000, 0, prompt_tokens <= 50000, 1, prompt_tokens <= 200000, 2, 3)) AS size,
    toInt32(is_stream) AS is_stream,
    toInt64(count()) AS requests,
    toFloat64(quantile(0.99)(ms)) AS p99
FROM (
    SELECT model_id, ifNull(input_tokens + cache_read_tokens + cache_write_5m_tokens + cache_write_1h_tokens, 0) AS prompt_tokens, 1 AS is_stream, toFloat64(assumeNotNull(ttft_ms)) AS ms
    FROM {requests:Identifier}
    WHERE time >= fromUnixTimestamp64Milli({since_ms:Int64}, 'UTC') AND time < fromUnixTimestamp64Milli({until_ms:Int64}, 'UTC') AND ttft_ms > 0
    UNION ALL
    SELECT
        -- As ModelId.Normalise does it, whose patterns these are.
        replaceRegexpOne(replaceRegexpOne(lower(trimBoth(requested_model)), {model_prefix:String}, ''), {model_suffix:String}, '') AS model_id,
        ifNull(input_tokens + cache_read_tokens + cache_write_5m_tokens + cache_write_1h_tokens, 0) AS prompt_tokens,
        is_stream,
        assumeNotNull(if(is_stream, first_token_ms, duration_ms)) AS ms
    FROM gateway_calls FINAL
    WHERE time >= fromUnixTimestamp64Milli({since_ms:Int64}, 'UTC') AND time < fromUnixTimestamp64Milli({until_ms:Int64}, 'UTC')
        AND session_id = '' AND operation = 'messages' AND outcome = 'answered' AND attempts = 1 AND if(is_stream, first_token_ms, duration_ms) > 0)
GROUP BY model_id, size, is_stream
HAVING model_id != ''
ORDER BY model_id, size, is_stream
