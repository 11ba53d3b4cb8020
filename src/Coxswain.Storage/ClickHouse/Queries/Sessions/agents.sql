-- The conversations of one session, the main one first, then the dearest. Telemetry gives requests outside the main conversation no agent id: they are
-- told apart by name, as reports by agent do.
SELECT
    used.agent_id AS id,
    if(agents.agent_type != '', agents.agent_type, used.told_name) AS type,
    used.class,
    used.requests,
    used.output,
    toString(used.cost) AS cost,
    used.unknown_cost
FROM (
    SELECT
        agent_id,
        if(agent_id != '', 'subagent', query_class) AS class,
        if(agent_id = '' AND query_class != 'main', toString(agent_name), '') AS name,
        max(toString(agent_name)) AS told_name,
        count() AS requests,
        sum(output_tokens) AS output,
        sum(cost_usd) AS cost,
        countIf(isNull(cost_usd)) AS unknown_cost
    FROM (SELECT agent_id, agent_name, query_class, output_tokens, cost_usd FROM {requests:Identifier} WHERE session_id = {session:String})
    GROUP BY agent_id, class, name) AS used
LEFT JOIN (SELECT agent_id, any(agent_type) AS agent_type FROM (SELECT agent_id, agent_type FROM subagents FINAL WHERE session_id = {session:String}) GROUP BY agent_id) AS agents
    ON agents.agent_id = used.agent_id AND used.agent_id != ''
ORDER BY used.class != 'main', used.cost DESC NULLS LAST, id, type
