-- How fast models answered, of requests whose output and duration are told. {requests} are kept rows or a view.
SELECT
    toString(model_id) AS name,
    toInt64(count()) AS requests,
    toInt64(sum(assumeNotNull(output_tokens))) AS output,
    toInt64(sum(assumeNotNull(duration_ms))) AS took_ms
FROM {requests:Identifier}
WHERE time >= fromUnixTimestamp64Milli({since_ms:Int64}, 'UTC') AND time < fromUnixTimestamp64Milli({until_ms:Int64}, 'UTC')
    AND isNotNull(output_tokens) AND isNotNull(duration_ms)
    AND ({project:String} = '' OR project = {project:String} OR startsWith(project, concat({project:String}, '/')))
    AND ({model:String} = '' OR model_id = {model:String})
GROUP BY name
ORDER BY requests DESC, name
