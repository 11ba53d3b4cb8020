-- What the sums depend on beside rows, as one text; with the row that is kept of it, if there is one.
SELECT
    concat(
        {definition:String}, '/',
        (SELECT arrayStringConcat(arraySort(groupArray(toString(uuid))), '/')
            FROM system.tables WHERE database = currentDatabase() AND name IN ('api_requests', 'coxswain_request_messages', 'coxswain_usage_hours', 'coxswain_requests', 'tool_calls', 'coxswain_tool_keys', 'coxswain_tool_calls', 'coxswain_usage_marks')), '/',
        -- Damage that was set aside.
        (SELECT toString(groupBitXor(cityHash64(table, name))) FROM system.detached_parts WHERE database = currentDatabase())) AS rules,
    (SELECT (groupArray(kept.rules), groupArray(kept.prices_us), groupArray(toUnixTimestamp64Milli(kept.through)), groupArray(kept.version)) FROM coxswain_usage_state AS kept FINAL) AS before,
    before.1, before.2, before.3, before.4,
    toUnixTimestamp64Milli(now64(3)) AS now_ms
