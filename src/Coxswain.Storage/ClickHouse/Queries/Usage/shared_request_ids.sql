-- Requests that more than one message id came under, and the newest of them.
SELECT
    toInt64(count()) AS requests,
    arrayMap(one -> one.2, arraySlice(arrayReverseSort(groupArray((last_seen, request_key))), 1, {examples:UInt32})) AS request_ids
FROM api_requests FINAL
WHERE t_first_message_id != message_id
    AND last_seen >= toDateTime(intDiv({since_ms:Int64}, 1000), 'UTC') AND last_seen < toDateTime(intDiv({until_ms:Int64}, 1000), 'UTC')
