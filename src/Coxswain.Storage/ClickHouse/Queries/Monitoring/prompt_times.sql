-- How long prompts took: from the prompt to the last answer that names it. Prompts without an answer, or older than their own time, say nothing.
SELECT
    count() AS prompts,
    quantileExact(0.5)(took_ms) AS median_ms,
    quantileExact(0.9)(took_ms) AS p90_ms,
    avg(requests) AS each
FROM (
    SELECT asked.prompt_id AS prompt_id, dateDiff('millisecond', asked.at, max(r.time)) AS took_ms, count() AS requests
    FROM {requests:Identifier} AS r
    INNER JOIN (
        SELECT prompt_id, min(time) AS at
        FROM (SELECT prompt_id, session_id, assumeNotNull(time) AS time FROM prompts FINAL WHERE isNotNull(prompts.time) AND prompt_id != '' AND t_source != 'task-notification')
        WHERE time >= fromUnixTimestamp64Milli({since_ms:Int64}, 'UTC') AND time < fromUnixTimestamp64Milli({until_ms:Int64}, 'UTC')
            AND ({project:String} = '' OR session_id IN (
                SELECT session_id FROM sessions FINAL WHERE project = {project:String} OR startsWith(project, concat({project:String}, '/'))))
        GROUP BY prompt_id) AS asked ON asked.prompt_id = r.prompt_id
    WHERE r.time >= fromUnixTimestamp64Milli({since_ms:Int64}, 'UTC')
    GROUP BY asked.prompt_id, asked.at
    HAVING took_ms >= 0)
