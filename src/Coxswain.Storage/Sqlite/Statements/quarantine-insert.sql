INSERT INTO quarantine (time_ms, kind, shape, row_count, reason, path) VALUES ($time_ms, $kind, $shape, $row_count, $reason, $path)
