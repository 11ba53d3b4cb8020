-- Requests as the view requests tells them, and sums of them by session and hour, kept by the daemon (UsageRollup), so that a report of months reads thousands of rows and not millions.
-- Everything here can be worked out again; the names begin with coxswain_ for that.

-- Where a session's requests are, without reading all of them.
ALTER TABLE api_requests/*cluster*/
    ADD INDEX IF NOT EXISTS idx_o_session o_session_id TYPE bloom_filter GRANULARITY 1,
    ADD INDEX IF NOT EXISTS idx_t_session tupleElement(t_owner, 'session_id') TYPE bloom_filter GRANULARITY 1;

ALTER TABLE api_requests/*cluster*/ MATERIALIZE INDEX IF EXISTS idx_o_session;

ALTER TABLE api_requests/*cluster*/ MATERIALIZE INDEX IF EXISTS idx_t_session;

-- Which requests share a message: one of them may repeat another (070). Too many are no harm.
CREATE TABLE IF NOT EXISTS coxswain_request_messages/*cluster*/ (
    message_hash UInt64 CODEC(ZSTD(1)),
    request_key String CODEC(ZSTD(1)),
    last_seen DateTime('UTC') CODEC(ZSTD(1))
) ENGINE = ReplacingMergeTree()
ORDER BY (message_hash, request_key)
SETTINGS index_granularity = 512;

CREATE MATERIALIZED VIEW IF NOT EXISTS coxswain_request_messages_mv/*cluster*/ TO coxswain_request_messages AS
SELECT xxh3(message_id) AS message_hash, request_key, last_seen
FROM api_requests
WHERE message_id != '';

INSERT INTO coxswain_request_messages (message_hash, request_key, last_seen)
SELECT xxh3(message_id), request_key, last_seen
FROM api_requests
WHERE message_id != '';

-- Sessions whose sums may have changed, and when. Requests without a session are those of session ''.
CREATE TABLE IF NOT EXISTS coxswain_usage_marks/*cluster*/ (
    session_id String CODEC(ZSTD(1)),
    at SimpleAggregateFunction(max, DateTime64(3, 'UTC')) CODEC(ZSTD(1)),
    -- Of each mark a random number, added up: another one for each mark that becomes visible, in whatever order and however they are merged.
    stamp SimpleAggregateFunction(sum, UInt64) CODEC(ZSTD(1))
) ENGINE = AggregatingMergeTree()
ORDER BY session_id;

-- What a request's facts depend on: its own rows, …
CREATE MATERIALIZED VIEW IF NOT EXISTS coxswain_usage_marks_requests_mv/*cluster*/ TO coxswain_usage_marks AS
SELECT session AS session_id, max(nowInBlock64(3, 'UTC')) AS at, any(rand64()) AS stamp
FROM api_requests
ARRAY JOIN if(o_session_id = '' AND (tupleElement(t_owner, 'session_id') = '' OR bitAnd(sources, 3) = 1), [''], [])
    || arrayFilter(session -> session != '', [o_session_id, tupleElement(t_owner, 'session_id')]) AS session
GROUP BY session;

-- … where its session was, …
CREATE MATERIALIZED VIEW IF NOT EXISTS coxswain_usage_marks_prompts_mv/*cluster*/ TO coxswain_usage_marks AS
SELECT tupleElement(t_owner, 'session_id') AS session_id, max(nowInBlock64(3, 'UTC')) AS at, any(rand64()) AS stamp
FROM prompts
WHERE tupleElement(t_owner, 'project') != ''
GROUP BY session_id;

-- … also of a session the client tells of now, for the gateway's broken answers may be its to tell (081), …
CREATE MATERIALIZED VIEW IF NOT EXISTS coxswain_usage_marks_sessions_mv/*cluster*/ TO coxswain_usage_marks AS
SELECT session_id, max(nowInBlock64(3, 'UTC')) AS at, any(rand64()) AS stamp
FROM sessions
WHERE tupleElement(t_owner, 'project') != '' OR (bitAnd(sources, 3) != 0 AND session_id IN (SELECT session_id FROM gateway_client_told))
GROUP BY session_id;

-- … of what type its subagent is, …
CREATE MATERIALIZED VIEW IF NOT EXISTS coxswain_usage_marks_subagents_mv/*cluster*/ TO coxswain_usage_marks AS
SELECT session AS session_id, max(nowInBlock64(3, 'UTC')) AS at, any(rand64()) AS stamp
FROM subagents
ARRAY JOIN [o_session_id, tupleElement(t_owner, 'session_id')] AS session
WHERE session != ''
GROUP BY session;

-- … and whether the gateway's answer came to the client.
CREATE MATERIALIZED VIEW IF NOT EXISTS coxswain_usage_marks_calls_mv/*cluster*/ TO coxswain_usage_marks AS
SELECT called.session_id AS session_id, max(nowInBlock64(3, 'UTC')) AS at, any(rand64()) AS stamp
FROM gateway_calls AS called
WHERE called.session_id != ''
GROUP BY session_id;

CREATE MATERIALIZED VIEW IF NOT EXISTS coxswain_usage_marks_told_mv/*cluster*/ TO coxswain_usage_marks AS
SELECT told.session_id AS session_id, max(nowInBlock64(3, 'UTC')) AS at, any(rand64()) AS stamp
FROM gateway_client_told AS told
GROUP BY session_id;

-- Requests as the view tells them, for the parts of an hour a question may begin and end with. Read with FINAL and NOT is_gone.
CREATE TABLE IF NOT EXISTS coxswain_usage_requests/*cluster*/ (
    -- Begin of its hour, seconds since 1970. An hour is as long as the daemon's zone asks for: half or a quarter of one where offsets are no whole hours.
    start_s Int64 CODEC(Delta, ZSTD(1)),
    session_id String CODEC(ZSTD(1)),
    request_key String CODEC(ZSTD(1)),
    model_id LowCardinality(String),
    project LowCardinality(String),
    branch LowCardinality(String),
    -- The subagent's type where one is known, else the class of the request.
    agent LowCardinality(String),
    -- NULL, here and below: not known.
    input_tokens Nullable(UInt64) CODEC(ZSTD(1)),
    output_tokens Nullable(UInt64) CODEC(ZSTD(1)),
    cache_read_tokens Nullable(UInt64) CODEC(ZSTD(1)),
    cache_write_5m_tokens Nullable(Int64) CODEC(ZSTD(1)),
    cache_write_1h_tokens Nullable(UInt64) CODEC(ZSTD(1)),
    thinking_tokens Nullable(Int64) CODEC(ZSTD(1)),
    web_search_requests UInt64 CODEC(ZSTD(1)),
    has_unknown_tokens UInt8 CODEC(ZSTD(1)),
    cost_usd Nullable(Decimal(38, 12)) CODEC(ZSTD(1)),
    reported_cost_usd Nullable(Decimal(38, 12)) CODEC(ZSTD(1)),
    disagrees UInt8 CODEC(ZSTD(1)),
    is_unexplained UInt8 CODEC(ZSTD(1)),
    sources UInt8 CODEC(ZSTD(1)),
    time_ms Int64 CODEC(Delta, ZSTD(1)),
    -- Counts up with each change of the row.
    version UInt64 CODEC(ZSTD(1)),
    is_gone UInt8 CODEC(ZSTD(1)),
    INDEX idx_session session_id TYPE bloom_filter GRANULARITY 1
) ENGINE = ReplacingMergeTree(version)
ORDER BY (start_s, session_id, request_key)
SETTINGS index_granularity = 2048;

-- Sums of these. Read with FINAL and NOT is_gone.
CREATE TABLE IF NOT EXISTS coxswain_usage_hours/*cluster*/ (
    start_s Int64 CODEC(Delta, ZSTD(1)),
    session_id String CODEC(ZSTD(1)),
    model_id LowCardinality(String),
    project LowCardinality(String),
    branch LowCardinality(String),
    agent LowCardinality(String),
    requests UInt64 CODEC(ZSTD(1)),
    -- NULL, here and below: of none of them is it known.
    input_tokens Nullable(UInt64) CODEC(ZSTD(1)),
    output_tokens Nullable(UInt64) CODEC(ZSTD(1)),
    cache_read_tokens Nullable(UInt64) CODEC(ZSTD(1)),
    cache_write_5m_tokens Nullable(Int64) CODEC(ZSTD(1)),
    cache_write_1h_tokens Nullable(UInt64) CODEC(ZSTD(1)),
    thinking_tokens Nullable(Int64) CODEC(ZSTD(1)),
    thinking_requests UInt64 CODEC(ZSTD(1)),
    web_search_requests UInt64 CODEC(ZSTD(1)),
    unknown_token_requests UInt64 CODEC(ZSTD(1)),
    cost_usd Nullable(Decimal(38, 12)) CODEC(ZSTD(1)),
    unknown_cost_requests UInt64 CODEC(ZSTD(1)),
    reported_cost_usd Nullable(Decimal(38, 12)) CODEC(ZSTD(1)),
    reported_requests UInt64 CODEC(ZSTD(1)),
    disagreements UInt64 CODEC(ZSTD(1)),
    unexplained UInt64 CODEC(ZSTD(1)),
    sources UInt8 CODEC(ZSTD(1)),
    first_ms Int64 CODEC(Delta, ZSTD(1)),
    last_ms Int64 CODEC(Delta, ZSTD(1)),
    version UInt64 CODEC(ZSTD(1)),
    is_gone UInt8 CODEC(ZSTD(1)),
    INDEX idx_session session_id TYPE bloom_filter GRANULARITY 1
) ENGINE = ReplacingMergeTree(version)
ORDER BY (start_s, session_id, model_id, agent, project, branch)
SETTINGS index_granularity = 2048;

-- What is being worked out just now: sessions, and the keys of all requests these depend on.
CREATE TABLE IF NOT EXISTS coxswain_usage_scope/*cluster*/ (
    pass UInt64,
    is_key UInt8,
    value String
) ENGINE = Memory;

-- By which rules and prices the sums were made, and up to when marks were looked at. Read with FINAL.
CREATE TABLE IF NOT EXISTS coxswain_usage_state/*cluster*/ (
    id UInt8,
    rules String,
    prices_us Int64,
    through DateTime64(3, 'UTC'),
    version UInt64
) ENGINE = ReplacingMergeTree(version)
ORDER BY id;
