-- The newest tool calls with the cost of the request that asked for each, in the order they were made in. Keys are looked up first: only their rows are
-- merged and priced. {requests} are kept rows or a view.
WITH
    called AS (
        SELECT
            tool_use_id AS id,
            session_id AS session,
            prompt_id AS prompt,
            agent_id AS agent,
            tool_name AS tool,
            request_id AS request,
            toUnixTimestamp64Milli(assumeNotNull(time)) AS at_ms,
            toUnixTimestamp64Milli(coalesce(o_called_at, t_called_at)) AS called_ms,
            toUnixTimestamp64Milli(coalesce(o_finished_at, t_finished_at)) AS ended_ms,
            success AS succeeded,
            decision = 'reject' AS rejected
        FROM tool_calls FINAL
        WHERE tool_use_id IN (SELECT tool_use_id FROM tool_calls WHERE last_seen >= toDateTime(intDiv({since_ms:Int64}, 1000), 'UTC'))
            AND isNotNull(time) AND time >= fromUnixTimestamp64Milli({since_ms:Int64}, 'UTC') AND time < fromUnixTimestamp64Milli({until_ms:Int64}, 'UTC')
            AND tool_name != ''
            AND ({session:String} = '' OR session_id = {session:String})
            -- Where neither is asked for nothing is read.
            AND (({project:String} = '' AND {model:String} = '') OR request_id IN (
                SELECT request_key
                FROM {requests:Identifier}
                WHERE ({project:String} != '' OR {model:String} != '')
                    AND ({project:String} = '' OR project = {project:String} OR startsWith(project, concat({project:String}, '/')))
                    AND ({model:String} = '' OR model_id = {model:String})))
        ORDER BY at_ms DESC, id DESC
        LIMIT {limit:UInt32})
SELECT
    called.id,
    called.session,
    called.prompt,
    -- An event does not tell whose call it is; the request does.
    if(called.agent != '', called.agent, asked.agent_of_request) AS agent_,
    called.tool,
    called.at_ms AS at,
    called.called_ms,
    called.ended_ms,
    toUInt8(multiIf(called.rejected OR isNull(called.succeeded), 2, called.succeeded = 1, 1, 0)) AS ended,
    toUInt8(called.rejected) AS was_rejected,
    called.request,
    asked.cost
FROM called
LEFT ANY JOIN (
    SELECT request_key AS key, agent_id AS agent_of_request, toString(cost_usd) AS cost
    FROM {requests:Identifier}
    WHERE request_key IN (SELECT request FROM called WHERE request != '')) AS asked ON asked.key = called.request
ORDER BY at, called.id
