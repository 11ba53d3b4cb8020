-- Requests neither an event nor a transcript tells of, as cox usage counts them: of clients without either, and attempts whose answer no client saw.
SELECT toInt64(count())
FROM api_requests FINAL
WHERE last_seen >= toDateTime(intDiv({since_ms:Int64}, 1000), 'UTC') AND last_seen < toDateTime(intDiv({until_ms:Int64}, 1000), 'UTC') AND bitAnd(sources, 7) = 4
