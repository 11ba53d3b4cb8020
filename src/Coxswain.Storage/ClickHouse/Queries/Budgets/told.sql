-- Calls, by the ids their clients gave them, that a client has told of as answered.
SELECT DISTINCT o_client_request_id
FROM api_requests
WHERE o_client_request_id IN {ids:Array(String)} AND o_time >= fromUnixTimestamp64Milli({since_ms:Int64}, 'UTC')
