-- How reported costs and ours stand to each other, the most frequent status first.
SELECT
    toString(cost_status) AS status,
    count() AS requests,
    toString(sum(computed_cost_usd)) AS ours,
    toString(sum(reported_cost_usd)) AS reported,
    toString(sum(cost_usd)) AS counted
FROM requests_costed
WHERE time >= fromUnixTimestamp64Milli({since_ms:Int64}, 'UTC') AND time < fromUnixTimestamp64Milli({until_ms:Int64}, 'UTC')
GROUP BY status
ORDER BY requests DESC, status
