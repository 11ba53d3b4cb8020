-- The client's metrics: lines of code, commits, pull requests, active time, edit decisions, and its own token and cost counters. Points have no identity
-- (times are whole seconds); they are kept once because inserts are.
CREATE TABLE IF NOT EXISTS activity/*cluster*/ (
    time DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    start_time DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    metric LowCardinality(String),
    unit LowCardinality(String),
    value Float64 CODEC(ZSTD(1)),
    is_delta Bool,
    -- Tells one cumulative series from another.
    series UInt64 CODEC(ZSTD(1)),
    session_id String CODEC(ZSTD(1)),
    type LowCardinality(String),
    model LowCardinality(String),
    query_source LowCardinality(String),
    speed LowCardinality(String),
    effort LowCardinality(String),
    agent_name LowCardinality(String),
    skill_name LowCardinality(String),
    plugin_name LowCardinality(String),
    marketplace_name LowCardinality(String),
    mcp_server_name LowCardinality(String),
    mcp_tool_name LowCardinality(String),
    start_type LowCardinality(String),
    tool_name LowCardinality(String),
    decision LowCardinality(String),
    source LowCardinality(String),
    language LowCardinality(String),
    user_id String CODEC(ZSTD(1)),
    terminal_type LowCardinality(String),
    provider LowCardinality(String),
    version LowCardinality(String),
    entrypoint LowCardinality(String),
    attributes Map(LowCardinality(String), String) CODEC(ZSTD(1))
) ENGINE = MergeTree()
PARTITION BY toYYYYMM(time)
ORDER BY (metric, time, session_id)
SETTINGS non_replicated_deduplication_window = 10000;

CREATE MATERIALIZED VIEW IF NOT EXISTS activity_mv/*cluster*/ TO activity AS
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
WHERE startsWith(MetricName, 'claude_code.');
