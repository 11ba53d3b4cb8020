SELECT id, shape, row_count, byte_count, checksum, committed_ms, rows FROM outbox WHERE id = $id
