-- Attributes of request events that were no valid numbers, by client version, the most frequent first. Bits as schema 040 numbers them.
WITH ['cost_usd', 'cost_usd_micros', 'input_tokens', 'output_tokens', 'cache_read_tokens', 'cache_creation_tokens', 'cache_creation_5m_tokens',
    'cache_creation_1h_tokens', 'duration_ms', 'ttft_ms'] AS names
SELECT
    arrayJoin(arrayMap(bit -> names[bit + 1], bitPositionsToArray(bad_numbers))) AS attribute,
    version,
    count() AS requests,
    countIf(isNull(cost_usd)) AS without_cost,
    toUnixTimestamp64Milli(min(time)) AS first_ms,
    toUnixTimestamp64Milli(max(time)) AS last_ms
FROM requests_costed
WHERE time >= fromUnixTimestamp64Milli({since_ms:Int64}, 'UTC') AND time < fromUnixTimestamp64Milli({until_ms:Int64}, 'UTC')
    AND bad_numbers != 0
GROUP BY attribute, version
ORDER BY requests DESC, attribute, version
