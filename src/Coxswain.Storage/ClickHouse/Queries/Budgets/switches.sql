-- Switches of the model, the newest first. Money as text: exact.
SELECT
    toUnixTimestamp64Milli(switch.time) AS time_ms,
    -- When the switched call came. The same moment where its record is not there: it is under way, or its daemon was killed.
    if(begun_ms > 0, least(begun_ms, time_ms), time_ms) AS call_ms,
    session_id,
    agent_id,
    toString(from_model),
    toString(to_model),
    toString(moment),
    is_forced,
    why,
    toString(budget),
    budget_share,
    toString(expected_saving_usd),
    toString(low_usd),
    toString(high_usd),
    toString(staying_usd),
    warm_tokens,
    warm_until_ms,
    toString(cache_lifetime),
    token_factor
FROM (
    SELECT *
    FROM model_switches FINAL
    WHERE time >= fromUnixTimestamp64Milli({since_ms:Int64}, 'UTC') AND ({session:String} = '' OR session_id = {session:String})
    ORDER BY time DESC, call_id DESC, to_model
    LIMIT {limit:UInt32}) AS switch
LEFT ANY JOIN (
    SELECT call_id AS switched_call, toUnixTimestamp64Milli(time) AS begun_ms
    FROM gateway_calls FINAL
    WHERE call_id IN (
        SELECT call_id
        FROM model_switches
        WHERE call_id != '' AND time >= fromUnixTimestamp64Milli({since_ms:Int64}, 'UTC') AND ({session:String} = '' OR session_id = {session:String}))) AS calls ON calls.switched_call = switch.call_id
ORDER BY time_ms DESC, call_id DESC, to_model
