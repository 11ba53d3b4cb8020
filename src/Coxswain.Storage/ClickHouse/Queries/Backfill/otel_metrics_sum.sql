-- Points have no identity of their own: of equal ones, as many are added as activity has too few. So the same again adds nothing.
INSERT INTO activity (time, start_time, metric, unit, value, is_delta, series, session_id, type, model, query_source, speed, effort, agent_name, skill_name, plugin_name, marketplace_name, mcp_server_name, mcp_tool_name, start_type, tool_name, decision, source, language, user_id, terminal_type, provider, version, entrypoint, attributes)
SELECT time, start_time, metric, unit, value, is_delta, series, session_id, type, model, query_source, speed, effort, agent_name, skill_name, plugin_name, marketplace_name, mcp_server_name, mcp_tool_name, start_type, tool_name, decision, source, language, user_id, terminal_type, provider, version, entrypoint, attributes
FROM (
    SELECT *, row_number() OVER (PARTITION BY metric, series, time, start_time, value) AS number
    FROM (
        SELECT
            toDateTime64(TimeUnix, 3, 'UTC') AS time,
            toDateTime64(StartTimeUnix, 3, 'UTC') AS start_time,
            replaceOne(MetricName, 'claude_code.', '') AS metric,
            MetricUnit AS unit,
            Value AS value,
            AggregationTemporality = 1 AS is_delta,
            cityHash64(MetricName, Attributes, ResourceAttributes) AS series,
            Attributes['session.id'] AS session_id,
            Attributes['type'] AS type,
            Attributes['model'] AS model,
            Attributes['query_source'] AS query_source,
            Attributes['speed'] AS speed,
            Attributes['effort'] AS effort,
            Attributes['agent.name'] AS agent_name,
            Attributes['skill.name'] AS skill_name,
            Attributes['plugin.name'] AS plugin_name,
            Attributes['marketplace.name'] AS marketplace_name,
            Attributes['mcp_server.name'] AS mcp_server_name,
            Attributes['mcp_tool.name'] AS mcp_tool_name,
            Attributes['start_type'] AS start_type,
            Attributes['tool_name'] AS tool_name,
            Attributes['decision'] AS decision,
            Attributes['source'] AS source,
            Attributes['language'] AS language,
            Attributes['user.id'] AS user_id,
            Attributes['terminal.type'] AS terminal_type,
            Attributes['anthropic.provider'] AS provider,
            Attributes['app.version'] AS version,
            Attributes['app.entrypoint'] AS entrypoint,
            mapFilter((name, value) -> name NOT IN ('session.id', 'type', 'model', 'query_source', 'speed', 'effort', 'agent.name', 'skill.name', 'plugin.name', 'marketplace.name', 'mcp_server.name', 'mcp_tool.name', 'start_type', 'tool_name', 'decision', 'source', 'language', 'user.id', 'terminal.type', 'anthropic.provider', 'app.version', 'app.entrypoint', 'user.account_uuid', 'user.account_id', 'user.email', 'organization.id', 'anthropic.custom_base_url'), Attributes) AS attributes
        FROM otel_metrics_sum
        WHERE toDate(TimeUnix) = {day:Date} AND TimeUnix >= fromUnixTimestamp64Milli({from_ms:Int64}) AND TimeUnix < fromUnixTimestamp64Milli({until_ms:Int64}) AND startsWith(MetricName, 'claude_code.')
    )
)
WHERE (metric, series, time, start_time, value, number) NOT IN (
    SELECT metric, series, time, start_time, value, row_number() OVER (PARTITION BY metric, series, time, start_time, value)
    FROM activity
    WHERE toDate(time) = {day:Date}
)
