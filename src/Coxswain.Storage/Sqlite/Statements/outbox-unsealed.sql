SELECT id, shape, row_count, byte_count
FROM outbox INDEXED BY outbox_sizes
WHERE id > (SELECT coalesce(max(last_id), 0) FROM batches)
ORDER BY id
