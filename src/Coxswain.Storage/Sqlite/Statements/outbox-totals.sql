SELECT coalesce(sum(row_count), 0), coalesce(sum(byte_count), 0), coalesce(max(id), 0)
FROM outbox INDEXED BY outbox_sizes
