-- The conversations of one session, the main one first, then the dearest.
SELECT
    used.agent_id AS id,
    if(agents.agent_type != '', agents.agent_type, used.agent_name) AS type,
    used.requests,
    used.output,
    toString(used.cost) AS cost,
    used.unknown_cost
FROM (
    SELECT
        agent_id,
        max(toString(agent_name)) AS agent_name,
        count() AS requests,
        sum(output_tokens) AS output,
        sum(cost_usd) AS cost,
        countIf(isNull(cost_usd)) AS unknown_cost
    FROM requests_costed
    WHERE session_id = {session:String}
    GROUP BY agent_id) AS used
LEFT JOIN (SELECT agent_id, any(agent_type) AS agent_type FROM (SELECT agent_id, agent_type FROM subagents FINAL WHERE session_id = {session:String}) GROUP BY agent_id) AS agents
    ON agents.agent_id = used.agent_id
ORDER BY id != '', used.cost DESC NULLS LAST, id
