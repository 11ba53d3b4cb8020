-- As before (030), at a quarter of the cost where telemetry is on: looked for are messages of rows only sidechains' transcripts told, not all there are.
-- A copy is known by nothing else, so none of its rows has another source. Inside out: hashes of those messages; requests of which more than one has such
-- a message (too many rather than too few); these requests, merged; what of them does not count.
CREATE OR REPLACE VIEW sidechain_replays/*cluster*/ AS
WITH
    arraySort(groupArray((
        sources = 2 AND side IN (1, 3) AS is_copy,
        -toInt128(tokens),
        time,
        request_key))) AS best_first
SELECT arrayJoin(arrayMap(request -> request.4, arrayFilter(request -> request.1, arraySlice(best_first, 2)))) AS request_key
FROM
(
    SELECT
        request_key,
        max(message_id) AS message,
        groupBitOr(sources) AS sources,
        min(t_owner.side) AS side,
        min(t_owner.time) AS time,
        ifNull(max(t_input_tokens), 0) + ifNull(max(t_output_tokens), 0) + ifNull(max(t_cache_read_tokens), 0)
            + ifNull(max(t_cache_write_5m_tokens), 0) + ifNull(max(t_cache_write_1h_tokens), 0) AS tokens
    FROM api_requests
    WHERE request_key IN
    (
        SELECT arrayJoin(same_message)
        FROM
        (
            SELECT groupUniqArray(told.request_key) AS same_message
            FROM api_requests AS told
            WHERE message_id != '' AND xxh3(message_id) IN
            (
                SELECT xxh3(message_id)
                FROM api_requests
                WHERE sources = 2 AND t_owner.side IN (1, 3) AND message_id != ''
            )
            GROUP BY xxh3(message_id)
            HAVING length(same_message) > 1
        )
    )
    GROUP BY request_key
)
GROUP BY message
HAVING length(best_first) > 1;
