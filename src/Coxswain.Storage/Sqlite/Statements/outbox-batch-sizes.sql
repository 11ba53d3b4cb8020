SELECT id, row_count, byte_count
FROM outbox INDEXED BY outbox_sizes
WHERE id BETWEEN $first_id AND $last_id AND shape = $shape
ORDER BY id
