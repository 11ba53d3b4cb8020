SELECT time_ms, kind, shape, row_count, reason, path FROM quarantine ORDER BY id DESC LIMIT 20
