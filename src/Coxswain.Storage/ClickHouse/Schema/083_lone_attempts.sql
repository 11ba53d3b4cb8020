-- The only attempt of a call that was answered tells nothing beside the call but how long it took: it has no event of its own, and its row is made of the call's.
CREATE MATERIALIZED VIEW IF NOT EXISTS gateway_lone_attempts_mv/*cluster*/ TO gateway_attempts AS
SELECT
    toDateTime64(stream.time, 3, 'UTC') AS time,
    stream.attributes['call.id'] AS call_id,
    toUInt32(1) AS attempt,
    stream.attributes['session.id'] AS session_id,
    'first' AS strategy,
    stream.attributes['model.requested'] AS model,
    stream.attributes['model.requested'] AS requested_model,
    toUInt64OrNull(stream.attributes['prompt_tokens']) AS prompt_tokens,
    stream.attributes['prompt_size'] AS prompt_size,
    stream.attributes['request_id'] AS request_id,
    toUInt16OrZero(stream.attributes['status_code']) AS status_code,
    toFloat64(0) AS wait_ms,
    toFloat64OrNull(stream.attributes['attempt.duration_ms']) AS duration_ms
FROM coxswain_event_stream AS stream
WHERE event = 'coxswain.gateway_call' AND stream.attributes['attempt.duration_ms'] != '';
