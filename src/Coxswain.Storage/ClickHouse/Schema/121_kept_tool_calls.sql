-- Tool calls as questions ask for them, kept by the daemon (UsageRollup) in the order of time: tool_calls is ordered by ids, which do not say when.

-- What was told of each call, in the columns that are kept. Of texts and inputs only hashes: which file, what was replaced by what, and whether a command takes changes back.
CREATE OR REPLACE VIEW tool_calls_told/*cluster*/ AS
WITH
    JSONExtractString(o_tool_input, 'file_path') AS told_path,
    JSONExtractString(o_tool_input, 'notebook_path') AS told_notebook,
    multiIf(target != '', target, told_path != '', told_path, told_notebook) AS path,
    JSONExtractString(o_tool_parameters, 'full_command') AS full_command
SELECT
    assumeNotNull(time) AS time,
    session_id,
    tool_use_id,
    prompt_id,
    agent_id,
    tool_name,
    request_id,
    coalesce(o_called_at, t_called_at) AS called_at,
    coalesce(o_finished_at, t_finished_at) AS finished_at,
    success,
    decision,
    decision_source,
    duration_ms,
    result_bytes,
    -- 0, here and below: not told.
    if(path = '', 0, cityHash64(path)) AS file_hash,
    toUInt8(if(tool_name = 'Bash', o_tool_parameters, o_tool_input) != '') AS is_detailed,
    if(JSONHas(o_tool_input, 'old_string'), cityHash64(JSONExtractString(o_tool_input, 'old_string')), 0) AS before_hash,
    if(JSONHas(o_tool_input, 'new_string'), cityHash64(JSONExtractString(o_tool_input, 'new_string')), 0) AS after_hash,
    toUInt8(match(
        if(full_command != '', full_command, JSONExtractString(o_tool_parameters, 'bash_command')),
        '(?:^|[;&|]\\s*)git\\s+(?:restore|revert|stash|reset\\s+--hard|checkout\\s+(?:--|\\.|HEAD))')) AS undoes
FROM tool_calls FINAL
WHERE isNotNull(tool_calls.time);

-- Which calls a session has, and when something was told of each last.
CREATE TABLE IF NOT EXISTS coxswain_tool_keys/*cluster*/ (
    session_id String CODEC(ZSTD(1)),
    tool_use_id String CODEC(ZSTD(1)),
    at SimpleAggregateFunction(max, DateTime64(3, 'UTC')) CODEC(ZSTD(1)),
    -- Which sessions told of a call. Few granules are read for nothing.
    INDEX idx_call tool_use_id TYPE bloom_filter(0.0001) GRANULARITY 1
) ENGINE = AggregatingMergeTree()
ORDER BY (session_id, tool_use_id)
SETTINGS index_granularity = 512;

CREATE MATERIALIZED VIEW IF NOT EXISTS coxswain_tool_keys_mv/*cluster*/ TO coxswain_tool_keys AS
SELECT session AS session_id, tool_use_id, nowInBlock64(3, 'UTC') AS at
FROM tool_calls
ARRAY JOIN if(o_session_id = '' AND tupleElement(t_owner, 'session_id') = '', [''], arrayFilter(one -> one != '', [o_session_id, tupleElement(t_owner, 'session_id')])) AS session;

INSERT INTO coxswain_tool_keys (session_id, tool_use_id, at)
SELECT session AS session_id, tool_use_id, now64(3, 'UTC')
FROM tool_calls
ARRAY JOIN if(o_session_id = '' AND tupleElement(t_owner, 'session_id') = '', [''], arrayFilter(one -> one != '', [o_session_id, tupleElement(t_owner, 'session_id')])) AS session;

-- A session's tool calls are worked out with its requests.
CREATE MATERIALIZED VIEW IF NOT EXISTS coxswain_usage_marks_tools_mv/*cluster*/ TO coxswain_usage_marks AS
SELECT session AS session_id, max(nowInBlock64(3, 'UTC')) AS at, any(rand64()) AS stamp
FROM tool_calls
ARRAY JOIN if(o_session_id = '' AND tupleElement(t_owner, 'session_id') = '', [''], arrayFilter(one -> one != '', [o_session_id, tupleElement(t_owner, 'session_id')])) AS session
GROUP BY session;

CREATE TABLE IF NOT EXISTS coxswain_tool_calls/*cluster*/ (
    time DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    session_id String CODEC(ZSTD(1)),
    tool_use_id String CODEC(ZSTD(1)),
    prompt_id String CODEC(ZSTD(1)),
    agent_id String CODEC(ZSTD(1)),
    tool_name LowCardinality(String),
    request_id String CODEC(ZSTD(1)),
    called_at Nullable(DateTime64(3, 'UTC')) CODEC(ZSTD(1)),
    finished_at Nullable(DateTime64(3, 'UTC')) CODEC(ZSTD(1)),
    success Nullable(UInt8) CODEC(ZSTD(1)),
    decision LowCardinality(String),
    decision_source LowCardinality(String),
    duration_ms Nullable(UInt64) CODEC(ZSTD(1)),
    result_bytes Nullable(UInt64) CODEC(ZSTD(1)),
    file_hash UInt64 CODEC(ZSTD(1)),
    is_detailed UInt8 CODEC(ZSTD(1)),
    before_hash UInt64 CODEC(ZSTD(1)),
    after_hash UInt64 CODEC(ZSTD(1)),
    undoes UInt8 CODEC(ZSTD(1)),
    -- Of all columns above: what changed is told by it.
    facts_hash UInt64 CODEC(ZSTD(1)),
    -- Counts up with each change of the row.
    row_version UInt64 CODEC(ZSTD(1)),
    is_gone UInt8 CODEC(ZSTD(1)),
    kept_at DateTime64(3, 'UTC') DEFAULT now64(3) CODEC(Delta, ZSTD(1)),
    INDEX idx_kept kept_at TYPE minmax GRANULARITY 1,
    INDEX idx_session session_id TYPE bloom_filter GRANULARITY 1
) ENGINE = ReplacingMergeTree(row_version)
ORDER BY (time, session_id, tool_use_id)
SETTINGS index_granularity = 2048;

-- What questions read in place of tool_calls_told while it is up to date.
CREATE OR REPLACE VIEW tool_calls_kept/*cluster*/ AS
SELECT * EXCEPT (facts_hash, row_version, is_gone, kept_at)
FROM coxswain_tool_calls FINAL
WHERE NOT is_gone;

-- Whose rows tell their project themselves.
CREATE OR REPLACE VIEW no_session_places/*cluster*/ AS
SELECT '' AS session_id, arrayFilter(place -> 0, [tuple(toDateTime64(0, 3, 'UTC'), '', '')]) AS places
WHERE 0;

-- What is read by session is read again when anything in it changes: also prompts, and calls that failed.
DROP TABLE IF EXISTS coxswain_usage_marks_prompts_mv/*cluster*/;

CREATE MATERIALIZED VIEW IF NOT EXISTS coxswain_usage_marks_prompts_mv/*cluster*/ TO coxswain_usage_marks AS
SELECT session AS session_id, max(nowInBlock64(3, 'UTC')) AS at, any(rand64()) AS stamp
FROM prompts
ARRAY JOIN [o_session_id, tupleElement(t_owner, 'session_id')] AS session
WHERE session != ''
GROUP BY session;

CREATE MATERIALIZED VIEW IF NOT EXISTS coxswain_usage_marks_errors_mv/*cluster*/ TO coxswain_usage_marks AS
SELECT session AS session_id, max(nowInBlock64(3, 'UTC')) AS at, any(rand64()) AS stamp
FROM api_errors
ARRAY JOIN [o_session_id, tupleElement(t_owner, 'session_id')] AS session
WHERE session != '' OR (o_session_id = '' AND tupleElement(t_owner, 'session_id') = '')
GROUP BY session;
