INSERT INTO outbox (id, shape, row_count, byte_count, checksum, committed_ms, rows)
VALUES ($id, $shape, $row_count, $byte_count, $checksum, $committed_ms, $rows)
