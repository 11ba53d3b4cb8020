-- Calls of the gateway that were answered after failures their client saw nothing of, the newest first.
SELECT
    toUnixTimestamp64Milli(calls.time) AS at_ms,
    calls.session_id,
    calls.model_,
    attempts_of.cause_,
    attempts_of.strategy_,
    toInt64(calls.attempts)
FROM (
    SELECT
        time, call_id, session_id, attempts,
        -- As ModelId.Normalise does it, whose patterns these are.
        replaceRegexpOne(replaceRegexpOne(lower(trimBoth(requested_model)), {model_prefix:String}, ''), {model_suffix:String}, '') AS model_
    FROM gateway_calls FINAL
    WHERE time >= fromUnixTimestamp64Milli({since_ms:Int64}, 'UTC') AND time < fromUnixTimestamp64Milli({until_ms:Int64}, 'UTC')
        AND operation = 'messages' AND outcome = 'answered' AND attempts > 1
        AND ({session:String} = '' OR session_id = {session:String})
        AND ({model:String} = '' OR model_ = {model:String})
        -- Where it was made its request says. Without a project asked for nothing is read.
        AND ({project:String} = '' OR request_id IN (
            SELECT request_key
            FROM {requests:Identifier}
            WHERE {project:String} != '' AND time >= fromUnixTimestamp64Milli({since_ms:Int64}, 'UTC') - INTERVAL 86400 SECOND AND time < fromUnixTimestamp64Milli({until_ms:Int64}, 'UTC') + INTERVAL 86400 SECOND
                AND (project = {project:String} OR startsWith(project, concat({project:String}, '/')))))
    ORDER BY time DESC
    LIMIT {limit:UInt32}) AS calls
LEFT ANY JOIN (
    SELECT call_id, toString(argMin(cause, attempt)) AS cause_, toString(argMax(strategy, attempt)) AS strategy_
    FROM gateway_attempts FINAL
    WHERE cause != '' AND time >= fromUnixTimestamp64Milli({since_ms:Int64}, 'UTC') - INTERVAL 86400 SECOND AND time < fromUnixTimestamp64Milli({until_ms:Int64}, 'UTC') + INTERVAL 86400 SECOND
    GROUP BY call_id) AS attempts_of ON attempts_of.call_id = calls.call_id
ORDER BY at_ms DESC, calls.call_id
