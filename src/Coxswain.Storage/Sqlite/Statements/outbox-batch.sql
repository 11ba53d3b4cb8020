SELECT id, row_count, checksum, rows FROM outbox WHERE id BETWEEN $first_id AND $last_id AND shape = $shape ORDER BY id
