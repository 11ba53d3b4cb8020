-- One row per session. Read with FINAL.
CREATE TABLE IF NOT EXISTS sessions/*cluster*/ (
    session_id String CODEC(ZSTD(1)),
    sources SimpleAggregateFunction(groupBitOr, UInt8),
    first_seen SimpleAggregateFunction(min, DateTime64(3, 'UTC')) CODEC(ZSTD(1)),
    last_seen SimpleAggregateFunction(max, DateTime64(3, 'UTC')) CODEC(ZSTD(1)),
    -- The newest version that wrote to the session; versions do not sort as text.
    latest_version SimpleAggregateFunction(max, Tuple(time DateTime64(3, 'UTC'), version String)) CODEC(ZSTD(1)),
    service_name SimpleAggregateFunction(max, String) CODEC(ZSTD(1)),
    user_id SimpleAggregateFunction(max, String) CODEC(ZSTD(1)),
    user_account_uuid SimpleAggregateFunction(max, String) CODEC(ZSTD(1)),
    user_account_id SimpleAggregateFunction(max, String) CODEC(ZSTD(1)),
    user_email SimpleAggregateFunction(max, String) CODEC(ZSTD(1)),
    organization_id SimpleAggregateFunction(max, String) CODEC(ZSTD(1)),
    terminal_type SimpleAggregateFunction(max, String) CODEC(ZSTD(1)),
    entrypoint SimpleAggregateFunction(max, String) CODEC(ZSTD(1)),
    provider SimpleAggregateFunction(max, String) CODEC(ZSTD(1)),
    custom_base_url SimpleAggregateFunction(max, String) CODEC(ZSTD(1)),
    os_type SimpleAggregateFunction(max, String) CODEC(ZSTD(1)),
    os_version SimpleAggregateFunction(max, String) CODEC(ZSTD(1)),
    host_arch SimpleAggregateFunction(max, String) CODEC(ZSTD(1)),
    wsl_version SimpleAggregateFunction(max, String) CODEC(ZSTD(1)),
    -- The title of the highest rank, of those the newest: 1 a summary, 2 written by the model, 3 given by the user.
    t_title SimpleAggregateFunction(max, Tuple(rank UInt8, time DateTime64(3, 'UTC'), title String)) CODEC(ZSTD(1)),
    t_owner SimpleAggregateFunction(min, Tuple(
        side UInt8,
        time DateTime64(3, 'UTC'),
        project String,
        branch String)) DEFAULT (255, '2299-12-31 00:00:00.000', '', '') CODEC(ZSTD(1)),
    version String ALIAS tupleElement(identity(latest_version), 'version'),
    title String ALIAS tupleElement(identity(t_title), 'title'),
    project String ALIAS tupleElement(identity(t_owner), 'project'),
    branch String ALIAS tupleElement(identity(t_owner), 'branch')
) ENGINE = AggregatingMergeTree()
ORDER BY session_id
SETTINGS non_replicated_deduplication_window = 10000;

CREATE MATERIALIZED VIEW IF NOT EXISTS sessions_mv/*cluster*/ TO sessions AS
SELECT
    session_id,
    toUInt8(1) AS sources,
    toDateTime64(min(time), 3, 'UTC') AS first_seen,
    toDateTime64(max(time), 3, 'UTC') AS last_seen,
    max((toDateTime64(time, 3, 'UTC'), if(attributes['app.version'] != '', attributes['app.version'], resource_attributes['service.version']))) AS latest_version,
    max(toString(stream.service_name)) AS service_name,
    max(attributes['user.id']) AS user_id,
    max(attributes['user.account_uuid']) AS user_account_uuid,
    max(attributes['user.account_id']) AS user_account_id,
    max(attributes['user.email']) AS user_email,
    max(attributes['organization.id']) AS organization_id,
    max(attributes['terminal.type']) AS terminal_type,
    max(attributes['app.entrypoint']) AS entrypoint,
    max(attributes['anthropic.provider']) AS provider,
    max(attributes['anthropic.custom_base_url']) AS custom_base_url,
    max(resource_attributes['os.type']) AS os_type,
    max(resource_attributes['os.version']) AS os_version,
    max(resource_attributes['host.arch']) AS host_arch,
    max(resource_attributes['wsl.version']) AS wsl_version
FROM client_event_stream AS stream
WHERE session_id != ''
GROUP BY session_id;
