-- The newest tool calls, in the order they were made in, with the cost of the request that asked for each, which also tells whose call it is where an event of a tool does not. {requests} and {tools} are
-- kept rows or views. Of the view of tools keys are looked up first, the newest where any call will do: only their rows are merged. {sessions}: of these alone; none: of all.
WITH newest AS (
    SELECT
        tool_use_id AS id,
        session_id AS session,
        prompt_id AS prompt,
        agent_id AS agent,
        tool_name AS tool,
        request_id AS request,
        toUnixTimestamp64Milli(time) AS at_ms,
        toUnixTimestamp64Milli(called_at) AS called_ms,
        toUnixTimestamp64Milli(finished_at) AS ended_ms,
        toUInt8(multiIf(decision = 'reject' OR isNull(success), 2, success = 1, 1, 0)) AS ended,
        toUInt8(decision = 'reject') AS was_rejected
    FROM {tools:Identifier}
    WHERE ({is_kept:UInt8} OR tool_use_id IN (SELECT tool_use_id FROM tool_calls WHERE last_seen >= toDateTime(intDiv({since_ms:Int64}, 1000), 'UTC') ORDER BY last_seen DESC LIMIT {keys:UInt64}))
        AND time >= fromUnixTimestamp64Milli({since_ms:Int64}, 'UTC') AND time < fromUnixTimestamp64Milli({until_ms:Int64}, 'UTC')
        AND tool_name != ''
        AND ({session:String} = '' OR session_id = {session:String})
        AND (empty({sessions:Array(String)}) OR session_id IN {sessions:Array(String)})
        -- Where neither is asked for nothing is read.
        AND (({project:String} = '' AND {model:String} = '') OR request_id IN (
            SELECT request_key
            FROM {requests:Identifier}
            WHERE ({project:String} != '' OR {model:String} != '')
                AND ({project:String} = '' OR project = {project:String} OR startsWith(project, concat({project:String}, '/')))
                AND ({model:String} = '' OR model_id = {model:String})))
    ORDER BY at_ms DESC, id DESC
    LIMIT {limit:UInt32})
SELECT id, session, prompt, if(agent != '', agent, asked.agent_of_request) AS agent_, tool, at_ms, called_ms, ended_ms, ended, was_rejected, request, asked.cost
FROM newest
LEFT ANY JOIN (
    SELECT request_key, agent_id AS agent_of_request, toString(cost_usd) AS cost
    FROM {requests:Identifier}
    -- Between a request and the calls it asked for lies less than a day.
    WHERE request_key IN (SELECT request FROM newest)
        AND time >= fromUnixTimestamp64Milli({since_ms:Int64}, 'UTC') - INTERVAL 1 DAY AND time < fromUnixTimestamp64Milli({until_ms:Int64}, 'UTC') + INTERVAL 1 DAY) AS asked ON asked.request_key = newest.request
ORDER BY at_ms, id
