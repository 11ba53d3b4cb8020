-- What steps of budgets did, the newest first.
SELECT toUnixTimestamp64Milli(time) AS time_ms, budget, action, through, session_id, agent_type, from_model, to_model, used_percent, toString(spent_usd), toString(limit_usd)
FROM budget_actions
WHERE time >= fromUnixTimestamp64Milli({since_ms:Int64}, 'UTC') AND ({budget:String} = '' OR budget = {budget:String})
ORDER BY time_ms DESC
LIMIT {limit:UInt32}
