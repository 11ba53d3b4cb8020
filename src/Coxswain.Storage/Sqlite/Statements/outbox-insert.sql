INSERT INTO outbox (shape, row_count, byte_count, checksum, committed_ms, rows)
VALUES ($shape, $row_count, $byte_count, $checksum, $committed_ms, $rows)
