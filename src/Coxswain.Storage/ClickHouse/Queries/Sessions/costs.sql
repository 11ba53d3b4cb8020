-- The requests of one session by how the client's figure and ours stand to each other, the most frequent first.
SELECT
    toString(cost_status) AS status,
    count() AS requests,
    toString(sum(computed_cost_usd)) AS ours,
    toString(sum(reported_cost_usd)) AS reported,
    toString(sum(cost_usd)) AS counted
FROM {requests:Identifier}
WHERE session_id = {session:String}
GROUP BY status
ORDER BY requests DESC, status
