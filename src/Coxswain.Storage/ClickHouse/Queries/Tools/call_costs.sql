-- What the requests of a time cost, and whose they were: an event of a tool does not tell whose call it is; the request that asked for it does.
SELECT request_key, agent_id, toString(cost_usd) AS cost
FROM {requests:Identifier}
WHERE time >= fromUnixTimestamp64Milli({since_ms:Int64}, 'UTC') AND time < fromUnixTimestamp64Milli({until_ms:Int64}, 'UTC') AND ({session:String} = '' OR session_id = {session:String})
