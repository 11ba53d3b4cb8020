-- What came of attempts that followed a failure. An attempt is answered when it has no failure of its own.
SELECT
    toString(cause) AS cause,
    toString(strategy) AS strategy,
    -- The one the client asked for: where an attempt went instead, its strategy says. As ModelId.Normalise does it, whose patterns these are.
    replaceRegexpOne(replaceRegexpOne(lower(trimBoth(requested_model)), {model_prefix:String}, ''), {model_suffix:String}, '') AS model_id,
    toInt64(count()) AS attempts,
    toInt64(countIf(failure = '')) AS answered,
    ifNull(avg(wait_ms), 0) AS mean_wait_ms,
    if(count(cost_usd) = 0, NULL, toString(sum(cost_usd))) AS extra_cost
FROM gateway_attempts FINAL
WHERE time >= fromUnixTimestamp64Milli({since_ms:Int64}, 'UTC') AND time < fromUnixTimestamp64Milli({until_ms:Int64}, 'UTC') AND cause != '' AND reason != 'client_gone'
    AND ({session:String} = '' OR session_id = {session:String})
    AND ({model:String} = '' OR replaceRegexpOne(replaceRegexpOne(lower(trimBoth(requested_model)), {model_prefix:String}, ''), {model_suffix:String}, '') = {model:String})
    -- An attempt has no project of its own: that of its session's requests. Without one asked for nothing is read.
    AND ({project:String} = '' OR session_id IN (
        SELECT session_id
        FROM {requests:Identifier}
        WHERE {project:String} != '' AND time >= fromUnixTimestamp64Milli({since_ms:Int64}, 'UTC') AND time < fromUnixTimestamp64Milli({until_ms:Int64}, 'UTC')
            AND (project = {project:String} OR startsWith(project, concat({project:String}, '/')))))
GROUP BY cause, strategy, model_id
ORDER BY attempts DESC, cause, strategy, model_id
