-- Attempts that followed a failure, the last ones, oldest first.
SELECT toUnixTimestamp64Milli(time) AS at_ms, toString(cause) AS cause, toString(strategy) AS strategy, toString(requested_model) AS model, toInt64(ifNull(prompt_tokens, 0)) AS prompt_tokens,
    toInt32(failure = '') AS is_answered, toString(cost_usd) AS cost
FROM (
    SELECT *
    FROM gateway_attempts FINAL
    WHERE time >= fromUnixTimestamp64Milli({since_ms:Int64}, 'UTC') AND time < fromUnixTimestamp64Milli({until_ms:Int64}, 'UTC') AND cause != '' AND reason != 'client_gone'
    ORDER BY time DESC, call_id DESC, attempt DESC
    LIMIT {limit:UInt32})
ORDER BY time, call_id, attempt
